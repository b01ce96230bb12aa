// Measures the questions of the explorer and of reconciliation over a million and ten million certificates: from our summaries,
// by the best single SQL query over the bare tables, and by DuckDB over the same rows; and what keeping the summaries costs
// beside issuing. Never a test. Run: node bench/start.js statistics/analysis [--sizes 1000000] [--lines 10000000]
// With --pages only the answers of the register's page and file are measured, over the same sums.
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { openDatabase } from "#platform/db/database.ts";
import { followActs, makeSummariesAgain } from "#modules/statistics/summaries/keep.ts";
import * as questions from "#modules/statistics/summaries/questions/store.ts";
import * as store from "#modules/statistics/summaries/store.ts";
import { issueAndValidate } from "../certificates/issue.ts";
import { showHead, showNote, showRow } from "../support/rows.ts";
import { clients, openBenchScheme, startBenchPostgres } from "../support/scheme.ts";
import type { BenchPostgres } from "../support/scheme.ts";
import { openDuck } from "./duck.ts";
import { fillCertificates, fillPassages } from "./made-certificates.ts";
import { answersOfPages } from "./pages.ts";

/** What a page may take. */
const mostMillis = 300;
const mostMegabytes = 300;
const year = 2021;
/** The quickest counts, of ours and of the peers: what else a machine does meanwhile only ever adds. */
const runs = 5;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000000" },
    /** So many certificates only as what they add to the sums. */
    lines: { type: "string", default: "" },
    "no-upkeep": { type: "boolean", default: false },
    pages: { type: "boolean", default: false },
  },
});

const annualOverRows = (from: string) => `
  select participant, sum(issued), sum(issued_carats), sum(issued_usd), sum(exported), sum(out_carats), sum(out_usd), sum(received), sum(in_carats), sum(in_usd)
  from (${from}) as years group by participant`;
/** Of one certificate its lines; what was found where it was weighed. */
const goods = (content: string) => `cross join lateral (
  select sum((line ->> 'carats')::numeric) as carats, sum((line ->> 'usd')::numeric) as usd from jsonb_array_elements(${content}) as line) as goods`;
const found = "coalesce(c.confirmation #> '{actuals,lines}', c.content -> 'lines')";
const overBareTables = {
  annual: annualOverRows(`
    select participant, count(*) as issued, sum(carats) as issued_carats, sum(usd) as issued_usd, 0 as exported, 0 as out_carats, 0 as out_usd,
      0 as received, 0 as in_carats, 0 as in_usd
    from certificate c ${goods("c.content -> 'lines'")} where issued_on between '${year}-01-01' and '${year}-12-31' group by participant
    union all
    select participant, 0, 0, 0, count(*), sum(carats), sum(usd), 0, 0, 0
    from certificate c ${goods("c.content -> 'lines'")} where exported_at >= '${year}-01-01' and exported_at < '${year + 1}-01-01' group by participant
    union all
    select destination, 0, 0, 0, 0, 0, 0, count(*), sum(carats), sum(usd)
    from certificate c ${goods(found)} where confirmed_at >= '${year}-01-01' and confirmed_at < '${year + 1}-01-01' group by destination`),
  mirror: `
    select participant, destination, date_trunc('quarter', exported_at) as quarter, count(*), count(*) filter (where state = 'CONFIRMED'),
      sum(sent.carats), sum(sent.usd), sum(found.carats) filter (where state = 'CONFIRMED'), sum(found.usd) filter (where state = 'CONFIRMED')
    from certificate c
    cross join lateral (select sum((line ->> 'carats')::numeric) as carats, sum((line ->> 'usd')::numeric) as usd from jsonb_array_elements(c.content -> 'lines') as line) as sent
    cross join lateral (select sum((line ->> 'carats')::numeric) as carats, sum((line ->> 'usd')::numeric) as usd from jsonb_array_elements(${found}) as line) as found
    where exported_at >= '${year}-01-01' and exported_at < '${year + 1}-01-01' group by 1, 2, 3`,
};

const within = (column: string) => `${column} between date '${year}-01-01' and date '${year}-12-31'`;
const overDuck = {
  annual: annualOverRows(`
    select exporter as participant, sum(whole) as issued, sum(carats_out) as issued_carats, sum(usd_out) as issued_usd, 0 as exported, 0 as out_carats,
      0 as out_usd, 0 as received, 0 as in_carats, 0 as in_usd from passage where ${within("issued_on")} group by exporter
    union all select exporter, 0, 0, 0, sum(whole), sum(carats_out), sum(usd_out), 0, 0, 0 from passage where ${within("left_on")} group by exporter
    union all select importer, 0, 0, 0, 0, 0, 0, sum(whole), sum(carats_in), sum(usd_in) from passage
      where ending = 'CONFIRMED' and ${within("ended_on")} group by importer`),
  mirror: `
    select exporter, importer, date_trunc('quarter', left_on) as quarter, sum(whole), sum(whole) filter (where ending = 'CONFIRMED'),
      sum(carats_out), sum(usd_out), sum(carats_in), sum(usd_in) from passage where ${within("left_on")} group by 1, 2, 3`,
};

const theYear = { from: `${year}-Q1`, until: `${year}-Q4` };
const everything = { from: "2003-Q1", until: "2024-Q4" };
const asked: Readonly<Record<string, (reader: store.Reader) => Promise<readonly unknown[]>>> = {
  "annual summary of every Participant": (reader) => questions.annualCertificates(reader, year),
  "mirror of a year, every pair": (reader) =>
    questions.certificatePassages(reader, { ...theYear, by: ["exporter", "importer"], on: "2024-12-31" }),
  "mirror of a year, every pair and quarter": (reader) =>
    questions.certificatePassages(reader, {
      ...theYear,
      by: ["exporter", "importer", "quarter"],
      on: "2024-12-31",
    }),
  "flows of a year between every pair": (reader) =>
    questions.certificateFlows(reader, { ...theYear, by: ["exporter", "importer"] }),
  "one Participant, 22 years, by quarter and code": (reader) =>
    questions.certificateFlows(reader, { ...everything, exporter: "AA", by: ["quarter", "code"] }),
  "one importer, 22 years, by partner": (reader) =>
    questions.certificateFlows(reader, { ...everything, importer: "KA", by: ["exporter"] }),
  "all flows of 22 years by quarter": (reader) =>
    questions.certificateFlows(reader, { ...everything, by: ["quarter"] }),
  "on the way at the end of a quarter, every pair": (reader) =>
    questions.certificatesOnTheWay(reader, { at: `${year}-Q2`, by: ["exporter", "importer"] }),
  "certificates behind the largest pair's quarter": (reader) =>
    questions.certificatesBehind(reader, { exporter: "AA", importer: "KA", quarter: `${year}-Q2` }, 100),
};

const postgres = await startBenchPostgres();
try {
  showHead();
  if (!values["no-upkeep"] && !values.pages) await measureUpkeep(postgres);
  const numbers = (text: string): number[] => text.split(",").filter(Boolean).map(Number);
  for (const size of numbers(values.sizes)) await measureQuestions(postgres, size, true);
  for (const size of numbers(values.lines)) await measureQuestions(postgres, size, false);
} finally {
  await postgres.stop();
}

async function measureQuestions(on: BenchPostgres, size: number, whole: boolean): Promise<void> {
  const name = `${size / 1_000_000} M`;
  const config = await on.freshDatabase("bench_analysis");
  const admin = new pg.Client(config);
  await admin.connect();
  const database = openDatabase(config, { name: "bench analysis", connections: 4 });
  const reader = { db: database.kysely };
  try {
    const filled = await millisOf(() => (whole ? fillCertificates : fillPassages)(admin, size));
    const made = await millisOf(() => (whole ? makeSummariesAgain({ database }) : store.addUp(reader)));
    await admin.query("vacuum analyze certificate_passage, certificate_flow, certificate_fate, certificate");
    const { rows } = await admin.query<{ sizes: string }>(`
      select format('certificates %s, passages %s with indexes; %s cells, %s with indexes', pg_size_pretty(pg_total_relation_size('certificate')),
        pg_size_pretty(pg_total_relation_size('certificate_passage')), (select count(*) from certificate_flow) + (select count(*) from certificate_fate),
        pg_size_pretty(pg_total_relation_size('certificate_flow') + pg_total_relation_size('certificate_fate'))) as sizes`);
    showNote(
      `${name} certificates: filled in ${seconds(filled)} s, summaries made of all of them in ${seconds(made)} s; ${rows[0]?.sizes ?? ""}.`,
    );
    if (values.pages) {
      for (const { path, millis, bytes } of await answersOfPages(database, year, runs))
        showNote(
          `${name}: ${path}`.padEnd(66) +
            `${millis.toFixed(0).padStart(6)} ms  ${String(Math.round(bytes / 1_000)).padStart(5)} kB  ${path.includes(".csv") ? "told" : `${millis < mostMillis ? "met" : "MISSED"} (< ${mostMillis} ms)`}`,
        );
      return;
    }
    const ours: Record<string, number> = {};
    for (const [what, ask] of Object.entries(asked)) {
      const { millis, answers } = await answerOf(() => ask(reader));
      ours[what] = millis;
      showNote(
        `${name}: ${what}`.padEnd(66) +
          `${millis.toFixed(0).padStart(6)} ms  ${String(answers).padStart(5)} rows  ${millis < mostMillis ? "met" : "MISSED"} (< ${mostMillis} ms)`,
      );
    }
    showNote(
      `${name}: memory of the program until here ${megabytes()} MB (< ${mostMegabytes} MB: ${megabytes() < mostMegabytes ? "met" : "MISSED"})`,
    );
    const annual = ours["annual summary of every Participant"] ?? Number.NaN;
    const mirror = ours["mirror of a year, every pair and quarter"] ?? Number.NaN;
    if (whole) await measureCounting(database, name);
    const bare = async (sql: string): Promise<number> =>
      (await answerOf(async () => (await admin.query(sql)).rows)).millis;
    if (whole) {
      compare(
        `${name}: annual summary / one query over the tables`,
        annual,
        await bare(overBareTables.annual),
      );
      compare(
        `${name}: mirror of a year / one query over the tables`,
        mirror,
        await bare(overBareTables.mirror),
      );
    }
    // Where both the database's user and this program can write.
    const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-rows-"));
    await chmod(folder, 0o777);
    const csv = join(folder, "passage.csv");
    await admin.query(
      `copy (select code, whole, exporter, importer, issued_on, left_on, ended_on, ending, carats_out, usd_out, carats_in, usd_in
         from certificate_passage) to '${csv}' with (format csv, header)`,
    );
    const duck = await openDuck(csv);
    if (duck !== undefined) {
      const best = async (sql: string): Promise<number> => {
        const times: number[] = [];
        for (let i = 0; i < runs; i++) times.push(await duck.run(sql));
        return Math.min(...times);
      };
      compare(`${name}: annual summary / DuckDB over the lines`, annual, await best(overDuck.annual), 0);
      compare(`${name}: mirror of a year / DuckDB over the lines`, mirror, await best(overDuck.mirror), 0);
      showNote(
        `DuckDB is told, not aimed at; its file beside ${Math.round((await stat(csv)).size / 1e6)} MB of CSV.`,
      );
      await duck.close();
    }
    await rm(folder, { recursive: true, force: true });
  } finally {
    await database.close();
    await admin.end();
  }
}

/** What one more act costs when all these certificates are there. */
async function measureCounting(database: ReturnType<typeof openDatabase>, name: string): Promise<void> {
  const { rows } = await database.pool.query<{ id: Buffer }>(
    "select distinct certificate as id from certificate_passage where certificate > '\\x80' order by certificate limit 4000",
  );
  const ids = rows.map(({ id }) => id);
  const millis = await millisOf(async () => {
    for (let from = 0; from < ids.length; from += 1_000)
      await store.countAgain({ db: database.kysely }, ids.slice(from, from + 1_000));
  });
  showNote(
    `${name}: ${Math.round((ids.length * 1_000) / millis).toLocaleString("en")} certificates counted again per second`,
  );
}

/** Eight desks issue and validate; the same acts are followed. */
async function measureUpkeep(on: BenchPostgres): Promise<void> {
  const scheme = await openBenchScheme(on, "bench_upkeep");
  try {
    const stop = await scheme.sequence();
    await issueAndValidate(scheme, 50);
    const each = 250;
    const issuing = (await issueAndValidate(scheme, each)) * 2;
    await stop();
    const { rows } = await scheme.database.pool.query<{ acts: bigint }>(
      "select count(*) as acts from log_entry",
    );
    // The first look counts everything at once; from there on acts are followed.
    await store.moveCursor({ db: scheme.database.kysely }, 0n);
    const millis = await millisOf(() => followActs(scheme));
    const following = (Number(rows[0]?.acts ?? 0n) * 1_000) / millis;
    showRow({
      what: `acts followed by the summaries / acts issued and validated, ${clients} desks`,
      ours: following,
      peer: issuing,
      unit: "acts/s",
      target: 2,
    });
  } finally {
    await scheme.close();
  }
}

function compare(what: string, ours: number, peer: number, target = 1): void {
  showRow({ what, ours: 1_000 / ours, peer: 1_000 / peer, unit: "/s", target });
}

async function answerOf(
  ask: () => Promise<readonly unknown[]>,
): Promise<{ readonly millis: number; readonly answers: number }> {
  let answers = 0;
  const times: number[] = [];
  for (let i = 0; i < runs; i++)
    times.push(await millisOf(async () => void (answers = (await ask()).length)));
  return { millis: Math.min(...times), answers };
}

async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function seconds(millis: number): string {
  return (millis / 1_000).toFixed(0);
}

/** At its largest since the program began. */
function megabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}
