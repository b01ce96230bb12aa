// The news of a meeting as server-sent events: one event for each of its acts that has a place in the public log, under
// that place, so that a reader who was away goes on where they stopped. One look at the database a second for each meeting
// that anybody follows, however many do.
import type { Ctx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import * as store from "./store.ts";

type Database = Ctx["database"];

interface Follower {
  position: bigint;
  readonly send: (text: string) => boolean;
  readonly end: () => void;
  readonly address: string;
}

interface Followed {
  readonly followers: Set<Follower>;
  timer: NodeJS.Timeout | undefined;
  looks: number;
}

/** A whole delegation may stand behind one address, so that the bound for one is far above what a person needs. */
const most = { together: 1_000, fromOneAddress: 250 } as const;
const lookMillis = 1_000;
/** In looks: well below the minute after which proxies close what is silent. */
const heartbeat = 15;
const mostAtOnce = 200;

const followed = new WeakMap<Database, Map<string, Followed>>();

export function followMeeting(
  database: Database,
  meeting: string,
  after: bigint,
  address: string,
): ReadableStream<Uint8Array> {
  const all = followed.get(database) ?? new Map<string, Followed>();
  followed.set(database, all);
  const everybody = [...all.values()].flatMap(({ followers }) => [...followers]);
  if (
    everybody.length >= most.together ||
    everybody.filter((one) => one.address === address).length >= most.fromOneAddress
  )
    throw new Problem("too-many-requests");
  let leave = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const follower: Follower = {
          position: after,
          address,
          send(text) {
            // Whoever does not read is let go; their browser comes back by itself and asks for what it missed.
            if ((controller.desiredSize ?? 0) < -longestBacklog) return false;
            controller.enqueue(encoder.encode(text));
            return true;
          },
          end: () => controller.close(),
        };
        follower.send("retry: 3000\n\n");
        leave = join(all, database, meeting, follower);
      },
      cancel() {
        leave();
      },
    },
    { highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}

/** Ends every stream, when the program stops. */
export function endFollowing(database: Database): void {
  for (const one of followed.get(database)?.values() ?? []) {
    clearTimeout(one.timer);
    for (const follower of one.followers) follower.end();
  }
  followed.delete(database);
}

export function followerCount(database: Database, meeting: string): number {
  return followed.get(database)?.get(meeting)?.followers.size ?? 0;
}

const encoder = new TextEncoder();
const longestBacklog = 64 * 1024;

function join(
  all: Map<string, Followed>,
  database: Database,
  meeting: string,
  follower: Follower,
): () => void {
  const one = all.get(meeting) ?? { followers: new Set<Follower>(), timer: undefined, looks: 0 };
  all.set(meeting, one);
  one.followers.add(follower);
  if (one.timer === undefined) look(all, database, meeting, one, 0);
  return () => {
    one.followers.delete(follower);
    if (one.followers.size > 0) return;
    clearTimeout(one.timer);
    if (all.get(meeting) === one) all.delete(meeting);
  };
}

function look(
  all: Map<string, Followed>,
  database: Database,
  meeting: string,
  one: Followed,
  millis: number,
): void {
  one.timer = setTimeout(() => void lookAndRest(all, database, meeting, one), millis);
  one.timer.unref();
}

async function lookAndRest(
  all: Map<string, Followed>,
  database: Database,
  meeting: string,
  one: Followed,
): Promise<void> {
  try {
    await tell(database, meeting, one);
  } catch {
    // The database was away: the next look will tell.
  }
  if (one.followers.size > 0 && all.get(meeting) === one) look(all, database, meeting, one, lookMillis);
}

async function tell(database: Database, meeting: string, one: Followed): Promise<void> {
  const behind = [...one.followers].reduce<bigint | undefined>(
    (least, { position }) => (least === undefined || position < least ? position : least),
    undefined,
  );
  if (behind === undefined) return;
  const events = await store.eventsAfter({ db: database.kysely }, meeting, behind, mostAtOnce);
  one.looks += 1;
  for (const follower of one.followers) {
    const news = events.filter(({ position }) => position > follower.position);
    const text = news
      .map(
        ({ position, type, at }) => `id: ${position}\nevent: act\ndata: ${JSON.stringify({ type, at })}\n\n`,
      )
      .join("");
    const said = text === "" && one.looks % heartbeat === 0 ? ": still here\n\n" : text;
    if (said !== "" && !follower.send(said)) {
      one.followers.delete(follower);
      follower.end();
      continue;
    }
    follower.position = news.at(-1)?.position ?? follower.position;
  }
}
