// Follows the acts one position at a time, for ever: run as a program of its own, so that it can be killed without warning.
import { openDatabase } from "#platform/db/database.ts";
import { followActs } from "#modules/statistics/summaries/keep.ts";

const database = openDatabase(JSON.parse(process.argv[2] ?? "{}"), {
  name: "summary keeper",
  connections: 2,
});
for (;;) {
  await followActs({ database }, () => false, 1n);
  await new Promise((resolve) => setTimeout(resolve, 5));
}
