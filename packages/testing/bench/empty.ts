// An empty process.
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ processor: user + system }));
export {};
