// Runs a measurement as the program runs: compiled (bin/program.js). `node bench/start.js certificates/run --only b`
import { load } from "../bin/program.js";

const [name] = process.argv.splice(2, 1);
await load(`bench/${name}.ts`);
