// Makes the projection tables again from the acts, with the same functions that wrote them the first time.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { AnyActKind, ProjectedAct } from "./record.ts";
import { openAct } from "./receipts.ts";
import { actsAfter, tablesOfClass } from "./store.ts";
import type { Reader, StoredAct } from "./store.ts";

type AnyProjectedAct = ProjectedAct<Record<string, never>, Record<string, never>>;

const pageSize = 2_000;

/** Empties the projections and replays every act, in one transaction that keeps writers out. Needs the owner's rights. */
export async function rebuild(
  db: Kysely<unknown>,
  kinds: readonly AnyActKind[],
): Promise<{ acts: number; tables: readonly string[] }> {
  return db.transaction().execute((trx) => rebuildIn({ db: trx }, kinds));
}

/** The same in a transaction of the caller's. */
export async function rebuildIn(
  reader: Reader,
  kinds: readonly AnyActKind[],
): Promise<{ acts: number; tables: readonly string[] }> {
  await sql`lock table act in exclusive mode`.execute(reader.db);
  const tables = await tablesOfClass(reader, "projection");
  await sql`truncate ${sql.join(tables.map((name) => sql.table(name)))}`.execute(reader.db);
  return { acts: await replay(reader, kinds), tables };
}

/** Projects every act onto whatever tables `reader.db` finds under their names. */
export async function replay(reader: Reader, kinds: readonly AnyActKind[]): Promise<number> {
  const kindOf = new Map(kinds.map((kind) => [kind.type, kind]));
  let last = 0n;
  let count = 0;
  for (;;) {
    const page = await actsAfter(reader, last, pageSize);
    if (page.length === 0) return count;
    for (const run of runsOfOneKind(page)) {
      const kind = kindOf.get(run[0]?.type ?? "");
      if (kind === undefined) throw new Error(`act ${run[0]?.id} is of an unknown kind: ${run[0]?.type}`);
      await kind.project({ db: reader.db as Parameters<typeof kind.project>[0]["db"] }, run.map(projected));
    }
    count += page.length;
    last = page.at(-1)?.serial ?? last;
  }
}

function projected(stored: StoredAct): AnyProjectedAct {
  const act = openAct(stored);
  return {
    ...act,
    leafHash: stored.leaf_hash,
    public: act.public,
    private: act.private ?? {},
  } as unknown as AnyProjectedAct;
}

/** Neighbours of one kind are projected together; two acts on one subject never are, for one may need the other's row. */
function* runsOfOneKind(acts: readonly StoredAct[]): Generator<readonly StoredAct[]> {
  let run: StoredAct[] = [];
  let subjects = new Set<string>();
  for (const act of acts) {
    if (run.length > 0 && (act.type !== run[0]?.type || subjects.has(act.subject))) {
      yield run;
      run = [];
      subjects = new Set();
    }
    run.push(act);
    subjects.add(act.subject);
  }
  if (run.length > 0) yield run;
}
