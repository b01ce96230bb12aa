import { expect, test } from "vitest";
import { repeatedly } from "./background.ts";

const rhythm = { restMillis: 1 };

test("work is done again after a rest, also when it failed, and never twice at once", async () => {
  const errors: unknown[] = [];
  let [times, atOnce] = [0, 0];
  await new Promise<void>((resolve) => {
    const background = repeatedly(
      async () => {
        expect(++atOnce).toBe(1);
        await new Promise((done) => setTimeout(done, 2));
        atOnce--;
        if (++times === 3) void background.stop().then(resolve);
        if (times < 3) throw new Error(`time ${times}`);
      },
      rhythm,
      (error) => errors.push(error),
    );
  });
  expect(times).toBe(3);
  expect(errors).toEqual([new Error("time 1"), new Error("time 2")]);
});

test("stopped before its first time, it does nothing; stopped in its rest, it does not wait for the end of it", async () => {
  let times = 0;
  const work = async (): Promise<void> => void times++;
  await repeatedly(work, { firstMillis: 3_600_000, restMillis: 1 }, () => undefined).stop();
  expect(times).toBe(0);
  const resting = repeatedly(work, { restMillis: 3_600_000 }, () => undefined);
  await resting.stop();
  expect(times).toBe(1);
});
