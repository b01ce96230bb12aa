// A year of a scheme's life, by the commands that officers use: monthly certificates of three authorities brought to their
// end, monthly files, scans handed in, alerts, and the demonstration's shipments in every state. Then everything that
// anybody may fetch of it, and everything that nobody may find there.
import { decodeClaims, readClaims } from "#core/act/claims.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { encodeBundle, tileWidth } from "#core/log/tiles.ts";
import { randomBytes } from "#platform/keys/random.ts";
import type { Door } from "#platform/http/access.ts";
import { seedDemonstrationAlerts } from "#modules/alerts/index.ts";
import {
  answerPrint,
  dispatch,
  issueAll,
  present,
  print,
  renewStatusList,
  seedDemonstrationCertificates,
  validateAll,
} from "#modules/certificates/index.ts";
import { handInScans } from "#modules/certificates/scans/hand-in.ts";
import { seedDemonstrationPeople } from "#modules/identity/index.ts";
import { actsFrom } from "#modules/record/index.ts";
import type { Actor, Ctx, Module } from "#modules/record/index.ts";
import { takeIn } from "#modules/reports/commands/take-in.ts";
import { monthlyCsv } from "#modules/reports/csv.ts";
import { monthlyFile } from "#modules/reports/month.ts";
import {
  officesOf,
  publishTrustList,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { publishDue } from "#modules/totals/index.ts";
import type { Facts } from "#core/act/act.ts";
import { modules } from "../../src/apps/server/compose.ts";
import { device } from "../support/device.ts";
import { testScheme } from "../support/scheme.ts";
import type { TestScheme } from "../support/scheme.ts";
import { siteOf } from "../support/site.ts";

export interface Year {
  readonly scheme: TestScheme;
  readonly published: readonly Published[];
  readonly acts: readonly LivedAct[];
  close(): Promise<void>;
}

export interface Published {
  /** Where it can be had. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface LivedAct {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly organisation: string;
  readonly leaf: Uint8Array;
  readonly claims: readonly Uint8Array[];
  readonly private: Facts;
}

const day = 86_400_000;
const authorities = [
  { code: "SL-KPA", country: "SL", to: "BE", importing: "EU-BE" },
  { code: "BW-KPA", country: "BW", to: "IN", importing: "IN-KPA" },
  { code: "ZA-KPA", country: "ZA", to: "AE", importing: "AE-KPA" },
] as const;

/** `monthly`: certificates of each authority in each of the twelve months. */
export async function liveYear(monthly: number): Promise<Year> {
  const scheme = await testScheme();
  scheme.now = Date.parse("2026-01-02T08:00:00Z");
  await seedParticipants(scheme.ctx());
  const codes = await seedDemonstrationAuthorities(scheme.ctx());
  await seedDemonstrationPeople(
    scheme.ctx(),
    codes.map((code) => ({ code })),
  );
  const sequencer = await scheme.startSequencer();
  const base = { ...scheme.ctx(), committed: () => sequencer.nudge() };
  const lists: Published[] = [];
  for (let month = 0; month < 12; month++) {
    scheme.now += 30 * day;
    await publishTrustList(scheme.ctx());
    for (const [place, authority] of authorities.entries())
      await trade(scheme, base, authority, {
        from: month * monthly,
        count: monthly,
        sent: month % 3 === place,
      });
    await renewStatusList(scheme.ctx({ kind: "system" }));
    lists.push(...(await fetchAll(scheme, ["/lists/status.cose", "/trust-list.cose"])));
  }
  await seedDemonstrationCertificates(base);
  await seedDemonstrationAlerts(scheme.ctx());
  await renewStatusList(scheme.ctx({ kind: "system" }));
  // The year is over: every day is counted, every quarter's totals are published.
  scheme.now += 40 * day;
  await publishDue(base);
  await sequencer.stop();
  while ((await scheme.sequence()) > 0);
  const acts = await actsOf(scheme);
  return {
    scheme,
    acts,
    published: [...lists, ...(await logOf(scheme, acts)), ...(await answersAbout(scheme, acts))],
    close: () => scheme.close(),
  };
}

/** One month of one authority: issued, sealed, scanned, one of them sent and presented; and its monthly file. */
async function trade(
  scheme: TestScheme,
  base: Ctx,
  { code, country, to, importing }: (typeof authorities)[number],
  { from, count, sent }: { readonly from: number; readonly count: number; readonly sent: boolean },
): Promise<void> {
  const as = (organisation: string, role: string): Ctx => ({ ...base, actor: officer(organisation, role) });
  const [office] = await officesOf(scheme.ctx(), code);
  const issued = await issueAll(
    as(code, "issuing-officer"),
    Array.from({ length: count }, (_, i) => ({
      office: office?.code ?? "",
      goods: {
        origin: { kind: "SINGLE" as const, country },
        exporter: party(`Exporteur ${code} Nº ${from + i}`, country),
        importer: party(`Consignee ${importing} Zweigstelle ${from + i}`, to),
        parcels: 1 + (i % 7),
        lines: [
          {
            code: "7102.31",
            carats: `${1_017 + 13 * (from + i)}.${String(11 + (i % 80))}`,
            usd: `${700_013 + 1_009 * (from + i)}.37`,
          },
        ],
        containers: [],
      },
    })),
  );
  await validateAll(
    as(code, "validating-officer"),
    issued.map(({ id }, i) => ({ certificate: id, containers: [{ seal: `SEAL-${code}-${from + i}` }] })),
  );
  const desk = device();
  for (const { id } of issued.slice(0, sent ? 1 : 0)) {
    scheme.now += 60_000;
    await print(as(code, "issuing-officer"), id, "localhost:8080/verify");
    await answerPrint(as(code, "issuing-officer"), id, { outcome: "right" });
    await dispatch(as(code, "issuing-officer"), id);
    await present(as(importing, "importing-officer"), { certificate: id });
  }
  await handInScans(as(importing, "importing-officer"), {
    devicePublicKey: desk.publicKey,
    scans: issued.map(({ id }) =>
      desk.sign({
        certificate: Buffer.from(id, "hex"),
        digest: randomBytes(32),
        desk: `Scan desk ${importing}`,
        at: new Date(scheme.now).toISOString(),
      }),
    ),
  });
  const reporter = as(code, "issuing-officer");
  const month = new Date(scheme.now).toISOString().slice(0, 7);
  const csv = monthlyCsv(await monthlyFile(reporter, code, month));
  await takeIn(reporter, { name: `${code} ${month}.csv`, month, content: Buffer.from(csv), dryRun: false });
}

const officer = (organisation: string, role: string): Actor => ({
  kind: "person",
  id: `${organisation} ${role}`,
  name: `Officer of ${organisation} (${role})`,
  organisation,
  roles: [role],
});

const party = (name: string, country: string) => ({ name, address: `Backyard of ${name}`, country });

async function actsOf(scheme: TestScheme): Promise<readonly LivedAct[]> {
  const acts: LivedAct[] = [];
  for (let position = 0n; ; position += 1_000n) {
    const some = await actsFrom({ db: scheme.owner.kysely }, position, 1_000);
    for (const { claims, leaf, ...act } of some) {
      const opened = claims === null ? [] : decodeClaims(new Uint8Array(claims));
      acts.push({ ...act, leaf: new Uint8Array(leaf), claims: opened, private: readClaims(opened) });
    }
    if (some.length < 1_000) return acts;
  }
}

/** The log as its files show it: entry bundles, tiles, signed heads. */
async function logOf(scheme: TestScheme, acts: readonly LivedAct[]): Promise<readonly Published[]> {
  const bundles = Array.from({ length: Math.ceil(acts.length / tileWidth) }, (_, i) => ({
    name: `tile/entries/${i}`,
    bytes: encodeBundle(acts.slice(i * tileWidth, (i + 1) * tileWidth).map(({ leaf }) => leaf)),
  }));
  const { rows: tiles } = await scheme.owner.pool.query<{ level: number; index: bigint; hashes: Buffer }>(
    "select level, index, hashes from log_tile",
  );
  const { rows: heads } = await scheme.owner.pool.query<{ note: string }>("select note from checkpoint");
  return [
    ...bundles,
    ...tiles.map(({ level, index, hashes }) => ({ name: `tile/${level}/${index}`, bytes: hashes })),
    { name: "checkpoints", bytes: Buffer.from(heads.map(({ note }) => note).join("\n")) },
  ];
}

/** What the API and the pages say to a stranger about acts and about the ids that the log shows. */
async function answersAbout(scheme: TestScheme, acts: readonly LivedAct[]): Promise<readonly Published[]> {
  const certificates = new Set(
    acts.map(({ subject }) => subject).filter((one) => one.startsWith("certificate:")),
  );
  const leaves = new Set(acts.map(({ leaf }) => toHex(leaf)));
  const ofActs = await fetchAll(
    scheme,
    acts.map(({ id }) => `/api/acts/${id}`),
  );
  return [
    ...(await fetchAll(scheme, [
      "/api/checkpoint",
      "/alerts.json",
      "/alerts.atom",
      "/lists/status.cose",
      "/trust-list.cose",
      "/api/counts",
      "/api/counts/SL-KPA",
      ...[1, 2, 3, 4].map((quarter) => `/api/totals/2026-Q${quarter}`),
      ...[...certificates].map(
        (subject) => `/api/certificates/${subject.slice("certificate:".length)}/status`,
      ),
    ])),
    // Their leaves are those of the bundles, and searched there.
    ...ofActs.map(({ name, bytes }) => {
      const { leaf, ...rest } = JSON.parse(Buffer.from(bytes).toString()) as { leaf: string };
      if (!leaves.has(leaf)) throw new Error(`${name} shows another leaf than the log`);
      return { name, bytes: Buffer.from(JSON.stringify(rest)) };
    }),
  ];
}

async function fetchAll(scheme: TestScheme, paths: readonly string[]): Promise<readonly Published[]> {
  const browser = siteOf(scheme, everything, async () => null).browser();
  const fetched: Published[] = [];
  for (const name of paths) {
    const response = await browser.get(name);
    if (response.status !== 200) throw new Error(`${name} is answered ${response.status}`);
    fetched.push({ name, bytes: new Uint8Array(await response.arrayBuffer()) });
  }
  return fetched;
}

const everything: Module = {
  name: "everything",
  actKinds: [],
  doors: modules.flatMap(({ doors }): readonly Door[] => doors),
  routes(app) {
    for (const module of modules) module.routes(app);
  },
};
