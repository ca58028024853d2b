// The same with `fetch` alone.
const response = await fetch(`${process.argv[2]}/health`);
await response.json();
