// The data folder of a demonstration, made once for a run: each journey begins with a copy of it, as a server that was
// started again, and does not wait for a database to be made and three witnesses to see what it holds.
import { rm } from "node:fs/promises";
import { browserPath, startProgram } from "./program.ts";

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (browserPath === undefined) return undefined;
  const program = await startProgram();
  await isSettled(program.base);
  await program.end();
  process.env["KIMBERLITE_DEMONSTRATION"] = program.folder;
  return async () => {
    delete process.env["KIMBERLITE_DEMONSTRATION"];
    await rm(program.folder, { recursive: true, force: true });
  };
}

/** Once every witness has seen all of it and no act comes for two seconds. */
async function isSettled(base: string): Promise<void> {
  let before = "";
  for (let same = 0, waited = 0; same < 4; waited++) {
    if (waited > 240) throw new Error("the demonstration does not settle");
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { record, log } = (await (await fetch(`${base}/healthz`)).json()) as {
      record: unknown;
      log: { missing: readonly string[] };
    };
    const now = JSON.stringify(record);
    same = now === before && log.missing.length === 0 ? same + 1 : 0;
    before = now;
  }
}
