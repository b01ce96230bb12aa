// node --import tsx test/fuzz/mutate-codes.ts --count 1000000 [--files 100000] [--seed 1]: how many changed codes and files
// are accepted, which must be none. Ends with 1 when one was, or when anything broke.
import { parseArgs } from "node:util";
import { mutateCodes, mutateFiles } from "./mutate.ts";
import type { Campaign } from "./mutate.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000000" },
    files: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
});
const seed = Number(values.seed);

function tell(what: string, campaign: Campaign): void {
  const { count, accepted, crashes, refusedBy, byKind, seconds } = campaign;
  console.log(
    `${count} mutated ${what}: ${accepted.length} accepted, ${crashes.length} crashes, ${seconds.toFixed(1)} s (${Math.round(count / seconds)} a second)`,
  );
  console.log(`  refused by ${JSON.stringify(refusedBy)}`);
  console.log(`  changed by ${JSON.stringify(byKind)}`);
  for (const find of [...accepted, ...crashes].slice(0, 20)) console.log(`  ${JSON.stringify(find)}`);
  if (accepted.length + crashes.length > 0) process.exitCode = 1;
}

tell("codes", mutateCodes(Number(values.count), seed));
tell("files", mutateFiles(Number(values.files), seed));
