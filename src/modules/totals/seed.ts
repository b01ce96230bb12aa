// The demonstration's last quarter: a few shipments that left and were confirmed in its last days, so that there are totals
// to look at. Made by the same commands that officers use, after the program listens, and only before anything was
// counted: to a day that is counted nothing is added.
import { addDays } from "#core/kp/dates.ts";
import { beginOf, daysOfQuarter, quarterBefore, quarterOf } from "#core/totals/periods.ts";
import { findFounding } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { peopleOf } from "#modules/identity/index.ts";
import {
  answerPrint,
  confirm,
  dispatch,
  issue,
  present,
  print,
  validate,
} from "#modules/certificates/index.ts";
import type { GoodsInput } from "#modules/certificates/index.ts";
import { lastCounts } from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

interface Shipment {
  readonly from: string;
  /** The authority that confirms it. */
  readonly to: string;
  readonly exporter: string;
  readonly importer: string;
  readonly carats: string;
  readonly usd: string;
  /** Before the last day of the quarter. */
  readonly daysBefore: number;
}

/** Namibia's single shipment is one whose totals are withheld, on both sides. */
const shipments: readonly Shipment[] = [
  {
    from: "ZA-KPA",
    to: "EU-BE",
    exporter: "Vaal Demo Diamonds (Pty) Ltd",
    importer: "Antwerp Demo Rough BV",
    carats: "4310.20",
    usd: "688420.50",
    daysBefore: 16,
  },
  {
    from: "ZA-KPA",
    to: "EU-BE",
    exporter: "Kimberley Sample Tenders (Pty) Ltd",
    importer: "Scheldt Sample Diamonds NV",
    carats: "812.75",
    usd: "141306.00",
    daysBefore: 13,
  },
  {
    from: "NA-KPA",
    to: "AE-KPA",
    exporter: "Skeleton Coast Demo Diamonds (Pty) Ltd",
    importer: "Dubai Sample Trading DMCC",
    carats: "1530.00",
    usd: "905770.25",
    daysBefore: 12,
  },
  {
    from: "ZA-KPA",
    to: "EU-BE",
    exporter: "Vaal Demo Diamonds (Pty) Ltd",
    importer: "Scheldt Sample Diamonds NV",
    carats: "2077.40",
    usd: "330915.80",
    daysBefore: 9,
  },
];

const hour = 3_600_000;
const match = { mark: "match" } as const;

/** Nothing in a real scheme, and nothing once anything was counted. */
export async function seedDemonstrationQuarter(base: Base): Promise<void> {
  const reader = { db: base.database.kysely };
  const founding = await findFounding(reader);
  if (founding?.demonstration !== true || (await lastCounts(reader)).length > 0) return;
  const quarter = quarterBefore(quarterOf(new Date(base.clock()).toISOString()));
  const lastDay = addDays(daysOfQuarter(quarter).until, -1);
  for (const [place, shipment] of shipments.entries()) {
    const began = Date.parse(beginOf(addDays(lastDay, -shipment.daysBefore))) + 8 * hour + place * 60_000;
    await ship(base, shipment, began, `DQ${50_110 + place}`);
  }
}

async function ship(base: Base, shipment: Shipment, began: number, seal: string): Promise<void> {
  let hours = 0;
  const as = async (organisation: string, role: string): Promise<Ctx> => {
    const at = began + hours++ * hour;
    return { ...base, clock: () => at, actor: await actorOf(base, organisation, role) };
  };
  const { from, to } = shipment;
  const [office] = await officesOf(await as(from, "issuing-officer"), from);
  if (office === undefined) return;
  const { id: certificate } = await issue(await as(from, "issuing-officer"), {
    office: office.code,
    goods: goodsOf(shipment),
  });
  await validate(await as(from, "validating-officer"), { certificate, containers: [{ seal }] });
  await print(await as(from, "issuing-officer"), certificate, "localhost:8080/verify");
  await answerPrint(await as(from, "issuing-officer"), certificate, { outcome: "right" });
  await dispatch(await as(from, "issuing-officer"), certificate);
  hours += 60;
  await present(await as(to, "importing-officer"), { certificate });
  const { lines } = goodsOf(shipment);
  await confirm(await as(to, "importing-officer"), {
    certificate,
    checklist: {
      SEALS: match,
      PARCELS: match,
      CARATS: match,
      VALUE: match,
      CODES: match,
      DATES: match,
      STATUS: match,
      CONSIGNMENT: match,
    },
    actuals: {
      seals: [{ seal, intact: true }],
      parcels: 1,
      lines: lines.map(({ carats, usd }) => ({
        code: "7102.31" as const,
        carats: hundredths(carats),
        usd: hundredths(usd),
      })),
    },
  });
}

function goodsOf({ from, to, exporter, importer, carats, usd }: Shipment): GoodsInput {
  const country = from.slice(0, 2);
  return {
    origin: { kind: "SINGLE", country },
    exporter: { name: exporter, address: "1 Sample Street", country },
    importer: {
      name: importer,
      address: "2 Example Avenue",
      country: to === "EU-BE" ? "BE" : to.slice(0, 2),
    },
    parcels: 1,
    lines: [{ code: "7102.31", carats, usd }],
    containers: [],
  };
}

function hundredths(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}

async function actorOf(base: Base, organisation: string, role: string): Promise<Actor> {
  const person = (await peopleOf(base, organisation)).find(({ grants }) =>
    grants.some((grant) => grant.role === role),
  );
  if (person === undefined) throw new Error(`${organisation} has nobody as ${role}`);
  return { kind: "person", id: person.id, name: person.name, organisation, roles: [role] };
}
