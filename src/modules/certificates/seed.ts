// The demonstration's certificates: one shipment in every state, the sad ones included, made by the same commands that officers use, by the
// demonstration's people, on days of the last weeks. Names of companies are evidently invented.
import { countryName } from "#core/kp/countries.ts";
import { checklistFrom } from "#core/certificate/arrival.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { peopleOf } from "#modules/identity/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { answerPrint } from "./commands/answer-print.ts";
import { apply } from "./commands/apply.ts";
import { dispatch } from "./commands/dispatch.ts";
import { issue } from "./commands/issue.ts";
import { print } from "./commands/print.ts";
import { confirm, present } from "./commands/receive.ts";
import { review } from "./commands/review.ts";
import { takeAnyStep } from "./commands/take-any-step.ts";
import { validate } from "./commands/validate.ts";
import { contentFromJson } from "./content.ts";
import type { GoodsInput } from "./content.ts";
import type { StepInput, StepKind } from "./life/steps.ts";
import { seedOrigins } from "./origin/seed.ts";
import { rulesAround } from "./rules-around.ts";
import { findCertificate } from "./store.ts";

type LastStep =
  | "submitted"
  | "returned"
  | "rejected"
  | "approved"
  | "issued"
  | "validated"
  | "printed"
  | "exported"
  | "presented"
  | "confirmed"
  | "differing";

interface Story {
  readonly from: string;
  readonly to: string;
  readonly importer: string;
  readonly origin: GoodsInput["origin"];
  readonly code: string;
  readonly carats: string;
  readonly usd: string;
  readonly parcels: number;
  readonly daysAgo: number;
  readonly last: LastStep;
  /** What happened after the last step, in order. */
  readonly turns?: readonly Turn[];
}

/** A step of the life of a certificate, by the officer whose step it is. */
type Turn = {
  [Kind in StepKind]: {
    readonly kind: Kind;
    /** "issuer", "exporter", "importer", or an authority of a third country. */ readonly by: string;
    readonly input: StepInput<Kind>;
  };
}[StepKind];

const single = (country: string): GoodsInput["origin"] => ({ kind: "SINGLE", country });

const turn = <Kind extends StepKind>(kind: Kind, by: string, input: StepInput<Kind>): Turn =>
  ({ kind, by, input }) as Turn;

/** Oldest first. Destinations with two letters; Belgium's authority is one of the European Union's. */
const stories: readonly Story[] = [
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: single("SL"),
    code: "7102.31",
    carats: "1284.55",
    usd: "402113.20",
    parcels: 2,
    daysAgo: 41,
    last: "confirmed",
  },
  {
    from: "BW-KPA",
    to: "IN",
    importer: "Surat Demo Gems Pvt Ltd",
    origin: single("BW"),
    code: "7102.31",
    carats: "20540.10",
    usd: "2403811.75",
    parcels: 4,
    daysAgo: 38,
    last: "differing",
  },
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: single("SL"),
    code: "7102.31",
    carats: "201.10",
    usd: "54020.00",
    parcels: 1,
    daysAgo: 34,
    last: "presented",
    turns: [
      turn("detained", "importer", {
        reason: "SEALS_BROKEN",
        place: "Antwerp airport",
        note: "One of the seals was cut.",
      }),
    ],
  },
  {
    from: "BW-KPA",
    to: "BE",
    importer: "Scheldt Sample Diamonds NV",
    origin: single("BW"),
    code: "7102.31",
    carats: "77.00",
    usd: "20100.00",
    parcels: 1,
    daysAgo: 33,
    last: "presented",
    turns: [
      turn("detained", "importer", {
        reason: "CONSIGNMENT_DOES_NOT_MATCH",
        note: "Another weight than on the certificate.",
      }),
      turn("sent-back", "importer", { reason: "CONSIGNMENT_DOES_NOT_MATCH" }),
    ],
  },
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: single("SL"),
    code: "7102.31",
    carats: "19.40",
    usd: "8100.00",
    parcels: 1,
    daysAgo: 32,
    last: "presented",
    turns: [
      turn("detained", "importer", { reason: "SUSPECTED_FORGERY" }),
      turn("forfeited", "importer", { reason: "ORDERED", note: "Demonstration order of a court, 12/2026." }),
    ],
  },
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: single("SL"),
    code: "7102.31",
    carats: "310.75",
    usd: "99020.10",
    parcels: 1,
    daysAgo: 30,
    last: "exported",
    turns: [
      turn("stolen", "issuer", { place: "Johannesburg airport", note: "Demonstration: taken in transit." }),
    ],
  },
  {
    from: "SL-KPA",
    to: "AE",
    importer: "Dubai Sample Trading DMCC",
    origin: single("SL"),
    code: "7102.31",
    carats: "44.20",
    usd: "10500.00",
    parcels: 1,
    daysAgo: 28,
    last: "validated",
    turns: [
      turn("lost", "issuer", { place: "Freetown", note: "Not found after the office moved." }),
      turn("found", "issuer", { place: "Freetown", note: "Behind a drawer." }),
    ],
  },
  {
    from: "SL-KPA",
    to: "IN",
    importer: "Surat Demo Gems Pvt Ltd",
    origin: single("SL"),
    code: "7102.31",
    carats: "120.00",
    usd: "33000.00",
    parcels: 1,
    daysAgo: 26,
    last: "validated",
    turns: [
      turn("replaced", "issuer", {
        reason: "ERROR_ON_CERTIFICATE",
        enclosed: true,
        note: "The weight was wrong.",
      }),
    ],
  },
  {
    from: "SL-KPA",
    to: "AE",
    importer: "Dubai Sample Trading DMCC",
    origin: single("SL"),
    code: "7102.31",
    carats: "61.00",
    usd: "15000.00",
    parcels: 1,
    daysAgo: 25,
    last: "validated",
    turns: [turn("invalidated", "issuer", { reason: "ORDERED", note: "Demonstration order of a ministry." })],
  },
  {
    from: "SL-KPA",
    to: "IL",
    importer: "Ramat Gan Sample Diamonds Ltd",
    origin: single("SL"),
    code: "7102.31",
    carats: "18.30",
    usd: "9400.00",
    parcels: 1,
    daysAgo: 24,
    last: "validated",
    turns: [turn("returned", "issuer", { reason: "SHIPMENT_CANCELLED" })],
  },
  {
    from: "BW-KPA",
    to: "AE",
    importer: "Dubai Sample Trading DMCC",
    origin: single("BW"),
    code: "7102.31",
    carats: "940.00",
    usd: "121000.00",
    parcels: 1,
    daysAgo: 22,
    last: "exported",
    turns: [
      turn("fake-reported", "IN-KPA", {
        place: "Surat",
        note: "The same number on another paper, with another exporter.",
      }),
    ],
  },
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Scheldt Sample Diamonds NV",
    origin: single("SL"),
    code: "7102.21",
    carats: "310.00",
    usd: "12400.00",
    parcels: 1,
    daysAgo: 20,
    last: "exported",
    turns: [
      turn("noticed", "issuer", {
        carrier: "Demo Air 207",
        airwayBill: "000-1234 5675",
      }),
      turn("endorsed", "issuer", {
        field: "importer.address",
        value: "4 Example Avenue, Belgium",
        note: "The house number was wrong.",
      }),
      turn("transit-entered", "AE-KPA", {
        containerIntact: true,
        certificateIntact: true,
        place: "Dubai airport",
      }),
      turn("transit-left", "AE-KPA", {
        containerIntact: true,
        certificateIntact: true,
        place: "Dubai airport",
      }),
    ],
  },
  {
    from: "EU-BE",
    to: "AE",
    importer: "Dubai Sample Trading DMCC",
    origin: { kind: "MIXED", listed: [] },
    code: "7102.31",
    carats: "5102.33",
    usd: "811240.00",
    parcels: 3,
    daysAgo: 16,
    last: "exported",
  },
  {
    from: "BW-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: single("BW"),
    code: "7102.31",
    carats: "9011.40",
    usd: "1054333.10",
    parcels: 2,
    daysAgo: 9,
    last: "presented",
  },
  {
    from: "SL-KPA",
    to: "AE",
    importer: "Dubai Sample Trading DMCC",
    origin: single("SL"),
    code: "7102.31",
    carats: "88.12",
    usd: "61980.00",
    parcels: 1,
    daysAgo: 6,
    last: "printed",
    turns: [
      turn("asked", "exporter", { what: "returned", note: "The buyer withdrew; we bring the paper back." }),
    ],
  },
  {
    from: "SL-KPA",
    to: "IL",
    importer: "Ramat Gan Sample Diamonds Ltd",
    origin: single("SL"),
    code: "7102.31",
    carats: "412.70",
    usd: "150220.45",
    parcels: 1,
    daysAgo: 4,
    last: "validated",
  },
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: single("SL"),
    code: "7102.10",
    carats: "2200.00",
    usd: "198000.00",
    parcels: 2,
    daysAgo: 3,
    last: "issued",
  },
  {
    from: "SL-KPA",
    to: "IN",
    importer: "Surat Demo Gems Pvt Ltd",
    origin: single("SL"),
    code: "7102.31",
    carats: "730.25",
    usd: "88110.00",
    parcels: 1,
    daysAgo: 3,
    last: "approved",
  },
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Scheldt Sample Diamonds NV",
    origin: single("SL"),
    code: "7102.31",
    carats: "54.02",
    usd: "40115.00",
    parcels: 1,
    daysAgo: 2,
    last: "returned",
  },
  {
    from: "SL-KPA",
    to: "CH",
    importer: "Geneva Sample Stones SA",
    origin: single("SL"),
    code: "7102.31",
    carats: "15.50",
    usd: "90210.00",
    parcels: 1,
    daysAgo: 2,
    last: "rejected",
  },
  {
    from: "SL-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: single("SL"),
    code: "7102.31",
    carats: "640.00",
    usd: "120330.00",
    parcels: 1,
    daysAgo: 1,
    last: "submitted",
  },
  {
    from: "IN-KPA",
    to: "BE",
    importer: "Antwerp Demo Rough BV",
    origin: { kind: "MIXED", listed: ["BW", "ZA"] },
    code: "7102.31",
    carats: "1500.00",
    usd: "210000.00",
    parcels: 2,
    daysAgo: 1,
    last: "submitted",
  },
];

const order: readonly LastStep[] = [
  "submitted",
  "approved",
  "issued",
  "validated",
  "printed",
  "exported",
  "presented",
  "confirmed",
];
const day = 86_400_000;

/** Every day that a story began must be within the authorities' keys and number blocks. */
export async function seedDemonstrationCertificates(base: Omit<Ctx, "actor">): Promise<void> {
  // Each authority's in their order; those of different ones side by side, because most of the time goes into printing.
  const authorities = new Set(stories.map(({ from }) => from));
  await Promise.all(
    [...authorities].map(async (authority) => {
      for (const [place, story] of stories.entries())
        if (story.from === authority) await tell(base, story, place);
    }),
  );
  await seedOrigins(base, (organisation, role) => actorOf(base, organisation, role));
}

async function tell(base: Omit<Ctx, "actor">, story: Story, place: number): Promise<void> {
  const began = base.clock() - story.daysAgo * day;
  let hours = 0;
  /** Each step an hour or two after the one before, by the person whose step it is. */
  const as = async (organisation: string, role: string): Promise<Ctx> => {
    const at = Math.min(began + (hours += 2) * 3_600_000 + place * 60_000, base.clock());
    return { ...base, clock: () => at, actor: await actorOf(base, organisation, role) };
  };
  const [office] = await officesOf({ ...base, actor: nobody }, story.from);
  if (office === undefined) throw new Error(`${story.from} has no office`);
  const clerk = await as(story.from, "exporter");
  const { id: application } = await apply(clerk, {
    authority: story.from,
    office: office.code,
    goods: await goodsOf(clerk, story),
    evidence: [
      {
        name: "export-invoice.pdf",
        kind: "export-invoice",
        mediaType: "application/pdf",
        content: sampleInvoice(story),
        carats: hundredths(story.carats),
      },
    ],
    declaration: true,
  });
  const decide = async (decision: "approve" | "return" | "reject", reason?: string): Promise<void> => {
    await review(await as(story.from, "issuing-officer"), {
      application,
      decision,
      ...(reason === undefined ? {} : { reason }),
    });
  };
  if (story.last === "returned")
    return decide("return", "The invoice names another consignee than the application.");
  if (story.last === "rejected")
    return decide("reject", "The licence of the exporter ended on the last day of October.");
  const reaches = (step: LastStep): boolean =>
    order.indexOf(story.last === "differing" ? "confirmed" : story.last) >= order.indexOf(step);
  if (reaches("approved")) await decide("approve");
  if (!reaches("issued")) return;
  const { id: certificate } = await issue(await as(story.from, "issuing-officer"), {
    application,
    office: office.code,
  });
  if (reaches("validated")) {
    const seals = Array.from({ length: story.parcels }, (_, i) => ({
      seal: `DM${String(40_120 + place * 10 + i)}`,
    }));
    await validate(await as(story.from, "validating-officer"), { certificate, containers: seals });
  }
  if (reaches("printed")) {
    await print(await as(story.from, "issuing-officer"), certificate, "localhost:8080/verify");
    await answerPrint(await as(story.from, "issuing-officer"), certificate, { outcome: "right" });
  }
  if (reaches("exported")) await dispatch(await as(story.from, "issuing-officer"), certificate);
  const importing = story.to === "BE" ? "EU-BE" : `${story.to}-KPA`;
  hours += 40;
  if (reaches("presented")) await present(await as(importing, "importing-officer"), { certificate });
  if (reaches("confirmed"))
    await confirmAs(await as(importing, "importing-officer"), certificate, story.last === "differing");
  for (const { kind, by, input } of story.turns ?? []) {
    const ctx = await (by === "issuer"
      ? as(story.from, "issuing-officer")
      : by === "exporter"
        ? as(story.from, "exporter")
        : as(by === "importer" ? importing : by, "importing-officer"));
    await takeAnyStep(ctx, { certificate, kind, input });
  }
}

async function goodsOf(ctx: Ctx, story: Story): Promise<GoodsInput> {
  const country = story.from.startsWith("EU-") ? story.from.slice(3) : story.from.slice(0, 2);
  const company = (await peopleOf(ctx, story.from))
    .flatMap(({ grants }) => grants)
    .find(({ company }) => company === ctx.actor.company);
  return {
    origin: story.origin,
    exporter: {
      name: company?.companyName ?? "Demo Exporter",
      address: `1 Sample Street, ${countryName(country, "en")}`,
      country,
    },
    importer: {
      name: story.importer,
      address: `2 Example Avenue, ${countryName(story.to, "en")}`,
      country: story.to,
    },
    parcels: story.parcels,
    lines: [{ code: story.code, carats: story.carats, usd: story.usd }],
    containers: [],
  };
}

/** With a difference, the scale at the destination shows thirty carats less. */
async function confirmAs(ctx: Ctx, certificate: string, differing: boolean): Promise<void> {
  const row = await findCertificate({ db: ctx.database.kysely }, Buffer.from(certificate, "hex"));
  if (row === undefined) return;
  const content = contentFromJson(row.content, row.public_id);
  const sealed = {
    parcels: content.parcels,
    lines: content.lines,
    seals: content.containers.map(({ seal }) => seal),
  };
  const lines = content.lines.map((line) => ({
    code: line.code,
    carats: differing ? line.carats - 3_000n : line.carats,
    usd: line.usd,
  }));
  const actuals = {
    seals: sealed.seals.map((seal) => ({ seal, intact: true })),
    parcels: content.parcels,
    lines,
  };
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  const today = around.today(new Date(ctx.clock()).toISOString());
  const match = { mark: "match" } as const;
  await confirm(ctx, {
    certificate,
    checklist: {
      ...checklistFrom(sealed, actuals, around.rule(today)),
      DATES: match,
      STATUS: match,
      CONSIGNMENT: match,
    },
    actuals,
    ...(differing ? { note: "Weighed twice on a sealed scale." } : {}),
  });
}

const nobody: Actor = {
  kind: "system",
  id: "installation",
  name: "Installation",
  organisation: null,
  roles: [],
};

async function actorOf(base: Omit<Ctx, "actor">, organisation: string, role: string): Promise<Actor> {
  for (const person of await peopleOf(base, organisation)) {
    const grant = person.grants.find((one) => one.role === role);
    if (grant !== undefined) {
      return {
        kind: "person",
        id: person.id,
        name: person.name,
        organisation,
        roles: [role],
        ...(grant.company === null ? {} : { company: grant.company }),
      };
    }
  }
  throw new Error(`${organisation} has nobody as ${role}`);
}

function hundredths(carats: string): bigint {
  return BigInt(carats.replace(".", ""));
}

/** A one-page PDF that says what it is. */
function sampleInvoice(story: Story): Uint8Array {
  const text = `Demonstration invoice: ${story.carats} ct, US$ ${story.usd}. Not a real document.`;
  const stream = `BT /F1 12 Tf 60 760 Td (${text.replaceAll(/[()\\]/g, "")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}
