// Records the deadlines of an item that have passed, as whoever looks first; twice is once.
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { openItem, passDeadlines, takeRoster } from "../act.ts";

export async function passItemDeadlines(ctx: Ctx, item: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const opened = await openItem(tx, item);
    const passed = await passDeadlines(tx, opened);
    await takeRoster(tx, opened);
    return passed;
  });
}
