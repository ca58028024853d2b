// A process that imports the built package, as a test does.
import "@repowire/testing";

const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ processor: user + system }));
