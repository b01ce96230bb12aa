// The machine door of reconciliation: the pairs of a quarter, one pair with its certificates and explanations, the mass
// balance; and to explain a gap.
import { createRoute, z } from "@hono/zod-openapi";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { MassBalance, Totals } from "#core/statistics/reconcile/balance.ts";
import type { Amount, Shipment } from "#core/statistics/reconcile/certificates.ts";
import type { MirrorLine, Side, Verdict } from "#core/statistics/reconcile/mirror.ts";
import type { Door } from "#platform/http/access.ts";
import { answer, body, headers, security } from "#platform/http/described.ts";
import type { App } from "#modules/record/index.ts";
import { analysts, filers } from "../policy.ts";
import { ParticipantCode, PeriodText } from "../questionnaires/inputs.ts";
import { explainGap } from "./explain.ts";
import { ExplanationInput } from "./inputs.ts";
import { hypothesisInWords } from "./pages/words.ts";
import { balanceOf, getPair, pairsOf, readQuarter } from "./queries.ts";

const readers = [...filers, ...analysts] as const;
const tags = ["Statistics"];

export const reconciliationApiDoors: readonly Door[] = [
  { method: "GET", path: "/api/reconcile", allow: readers },
  { method: "GET", path: "/api/reconcile/balance/:participant", allow: readers },
  { method: "GET", path: "/api/reconcile/:exporter/:importer/:period", allow: readers },
  { method: "POST", path: "/api/reconcile/:exporter/:importer/:period/explanations", allow: filers },
];

const decimal = z.string().nullable().openapi({ description: "Null where it is not given" });
const SideJson = z
  .object({
    kind: z.enum(["FIGURE", "NIL", "WITHHELD", "NONE"]),
    carats: decimal,
    usd: decimal,
    valuation: z.string().nullable(),
  })
  .openapi("MirrorSide", {
    example: { kind: "FIGURE", carats: "1234.50", usd: "456789.00", valuation: "FOB" },
  });
const VerdictJson = z
  .object({
    kind: z.string(),
    /** Imported less exported, as a share of their mean. */
    difference: z.number().nullable(),
  })
  .openapi("MirrorVerdict", { example: { kind: "DIFFERS", difference: -0.12 } });
const Line = z
  .object({
    exporter: z.string(),
    importer: z.string(),
    period: z.string(),
    product: z.string(),
    exported: SideJson,
    imported: SideJson,
    carats: VerdictJson,
    usd: VerdictJson,
  })
  .openapi("MirrorLine", {
    example: {
      exporter: "SL",
      importer: "AE",
      period: "2026-Q2",
      product: "7102.31",
      exported: { kind: "FIGURE", carats: "1234.50", usd: "456789.00", valuation: "FOB" },
      imported: { kind: "FIGURE", carats: "1100.00", usd: "440000.00", valuation: "CIF" },
      carats: { kind: "DIFFERS", difference: -0.1152 },
      usd: { kind: "UNLIKE", difference: null },
    },
  });
const AmountJson = z.object({ carats: z.string(), usd: z.string(), certificates: z.int() });
const ShipmentJson = z.object({
  certificate: z.string(),
  number: z.string(),
  product: z.string(),
  exportedOn: z.string(),
  carats: z.string(),
  usd: z.string(),
  receivedOn: z.string().nullable(),
  foundCarats: z.string().nullable(),
  due: z.string().nullable(),
});
const PairJson = z
  .object({
    lines: z.array(
      Line.extend({
        explanations: z.array(z.object({ kind: z.string(), text: z.string() })),
        register: z
          .object({
            inFlightAtStart: AmountJson,
            exported: AmountJson,
            received: AmountJson,
            ended: AmountJson,
            inFlightAtEnd: AmountJson,
            /** Null, as is how many were weighed, where there are so many that sums are read. */
            pastDue: AmountJson.nullable(),
            differenceCarats: z.string(),
            weighed: z.int().nullable(),
          })
          .nullable(),
      }),
    ),
    inFlight: z.array(ShipmentJson),
    pastDue: z.array(ShipmentJson),
    differing: z.array(ShipmentJson),
    said: z.array(
      z.object({
        participant: z.string(),
        product: z.string(),
        cause: z.string(),
        text: z.string(),
        language: z.string(),
        at: z.string(),
      }),
    ),
  })
  .openapi("ReconciledPair", {
    example: {
      lines: [],
      inFlight: [],
      pastDue: [],
      differing: [],
      said: [
        {
          participant: "SL",
          product: "_T",
          cause: "TIMING",
          text: "Three parcels left on 29 June.",
          language: "en",
          at: "2026-09-01T10:00:00.000Z",
        },
      ],
    },
  });
const TotalsJson = z
  .object({ carats: z.string(), usd: z.string(), notFiled: z.array(z.string()) })
  .nullable();
const BalanceJson = z
  .object({
    participant: z.string(),
    from: z.int(),
    to: z.int(),
    production: TotalsJson,
    imports: TotalsJson,
    exports: TotalsJson,
    left: z.string().nullable(),
    verdict: z.string(),
  })
  .openapi("MassBalance", {
    example: {
      participant: "SL",
      from: 2025,
      to: 2025,
      production: { carats: "600000.00", usd: "99000000.00", notFiled: [] },
      imports: null,
      exports: { carats: "590000.00", usd: "98000000.00", notFiled: [] },
      left: "10000.00",
      verdict: "FITS",
    },
  });

const params = z.object({
  exporter: ParticipantCode.openapi({ param: { name: "exporter", in: "path" } }),
  importer: ParticipantCode.openapi({ param: { name: "importer", in: "path" }, example: "AE" }),
  period: PeriodText.openapi({ param: { name: "period", in: "path" } }),
});

const pairs = createRoute({
  method: "get",
  path: "/api/reconcile",
  tags,
  security,
  summary: "Both sides of each pair in a quarter: a focal point's own pairs, all for analysts",
  request: { query: z.object({ period: PeriodText, participant: ParticipantCode.optional() }) },
  responses: answer(z.array(Line), "By exporter, importer and code"),
});
const pair = createRoute({
  method: "get",
  path: "/api/reconcile/{exporter}/{importer}/{period}",
  tags,
  security,
  summary: "One pair: what may explain a difference, certificate by certificate, and what either side says",
  request: { params },
  responses: answer(PairJson, "The pair"),
});
const explain = createRoute({
  method: "post",
  path: "/api/reconcile/{exporter}/{importer}/{period}/explanations",
  tags,
  security,
  summary: "Say, as one of the two sides, what a difference comes from",
  request: { params, headers, body: body(ExplanationInput) },
  responses: answer(z.object({ id: z.string() }).openapi("GapExplanation"), "Recorded"),
});
const balance = createRoute({
  method: "get",
  path: "/api/reconcile/balance/{participant}",
  tags,
  security,
  summary: "Mass balance: production and imports less exports, over one year or several",
  request: {
    params: z.object({
      participant: ParticipantCode.openapi({ param: { name: "participant", in: "path" } }),
    }),
    query: z.object({ from: z.string().regex(/^2[01]\d\d$/), to: z.string().regex(/^2[01]\d\d$/) }),
  },
  responses: answer(BalanceJson, "The balance"),
});

export function reconciliationApiRoutes(app: App): void {
  app.openapi(pairs, async (c) => {
    const { period, participant } = c.req.valid("query");
    const { lines } = await pairsOf(c.get("ctx"), readQuarter(period), participant);
    return c.json(lines.map(lineJson), 200);
  });
  app.openapi(balance, async (c) => {
    const { from, to } = c.req.valid("query");
    const years = { from: Number(from), to: Number(to) };
    return c.json(balanceJson(await balanceOf(c.get("ctx"), c.req.valid("param").participant, years)), 200);
  });
  app.openapi(pair, async (c) => {
    const { exporter, importer, period } = c.req.valid("param");
    const t = c.get("t");
    const found = await getPair(c.get("ctx"), exporter, importer, readQuarter(period));
    return c.json(
      {
        lines: found.lines.map(({ line, hypotheses, account }) => ({
          ...lineJson(line),
          explanations: hypotheses.map((one) => ({
            kind: one.kind,
            text: hypothesisInWords(t, one, line),
          })),
          register:
            account === undefined
              ? null
              : {
                  inFlightAtStart: amountJson(account.inFlightAtStart),
                  exported: amountJson(account.exported),
                  received: amountJson(account.received),
                  ended: amountJson(account.ended),
                  inFlightAtEnd: amountJson(account.inFlightAtEnd),
                  pastDue: account.pastDue === null ? null : amountJson(account.pastDue),
                  differenceCarats: caratsToString(account.difference.carats),
                  weighed: account.weighed,
                },
        })),
        inFlight: found.inFlight.map(shipmentJson),
        pastDue: found.pastDue.map(shipmentJson),
        differing: found.differing.map(shipmentJson),
        said: found.explanations.map(({ participant, product, cause, text, language, at }) => ({
          participant,
          product,
          cause,
          text,
          language,
          at,
        })),
      },
      200,
    );
  });
  app.openapi(explain, async (c) => {
    const { exporter, importer, period } = c.req.valid("param");
    const asked = { exporter, importer, period: readQuarter(period) };
    return c.json(await explainGap(c.get("ctx"), asked, c.req.valid("json")), 200);
  });
}

function lineJson(line: MirrorLine): z.infer<typeof Line> {
  return {
    exporter: line.exporter,
    importer: line.importer,
    period: periodText(line.period),
    product: line.product,
    exported: sideJson(line.exported),
    imported: sideJson(line.imported),
    carats: verdictJson(line.carats),
    usd: verdictJson(line.usd),
  };
}

function sideJson(side: Side): z.infer<typeof SideJson> {
  const figure = side.kind === "FIGURE" ? side : undefined;
  const nil = side.kind === "NIL" ? "0.00" : null;
  return {
    kind: side.kind,
    carats: figure === undefined || figure.carats === null ? nil : caratsToString(figure.carats),
    usd: figure === undefined || figure.usd === null ? nil : usdToString(figure.usd),
    valuation: figure?.valuation ?? null,
  };
}

function verdictJson(verdict: Verdict): z.infer<typeof VerdictJson> {
  return { kind: verdict.kind, difference: "gap" in verdict ? verdict.gap.share : null };
}

function amountJson({ carats, usd, certificates }: Amount): z.infer<typeof AmountJson> {
  return { carats: caratsToString(carats), usd: usdToString(usd), certificates };
}

function shipmentJson(one: Shipment): z.infer<typeof ShipmentJson> {
  const found = one.received?.found ?? null;
  return {
    certificate: one.certificate,
    number: one.number,
    product: one.product,
    exportedOn: one.exportedOn,
    carats: caratsToString(one.sealed.carats),
    usd: usdToString(one.sealed.usd),
    receivedOn: one.received?.on ?? null,
    foundCarats: found === null ? null : caratsToString(found.carats),
    due: one.due,
  };
}

function balanceJson({ verdict, left, ...rest }: MassBalance): z.infer<typeof BalanceJson> {
  const totals = (one: Totals | null): z.infer<typeof TotalsJson> =>
    one === null
      ? null
      : { carats: caratsToString(one.carats), usd: usdToString(one.usd), notFiled: [...one.missing] };
  return {
    participant: rest.participant,
    from: rest.from,
    to: rest.to,
    production: totals(rest.production),
    imports: totals(rest.imports),
    exports: totals(rest.exports),
    left: left === null ? null : caratsToString(left),
    verdict: verdict.kind,
  };
}
