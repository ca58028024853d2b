// The same with nothing but `fetch`.
const response = await fetch(`${process.argv[2]}/health`);
await response.json();
