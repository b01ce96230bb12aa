// Whoever checks a paper hears of an alert on its number: the cases of 2009 in which a shipment was stolen on its way and
// forgeries were about [US-WARN09], as they would be today, through the register.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import { sentenceOf } from "#ui/answer/sentence.ts";
import { audit, inTransaction, record, recordModule } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { alertsModule, closeAlert, publishAlert } from "#modules/alerts/index.ts";
import {
  authoritiesOf,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { certificatesModule, checkNumber, checkText, forgetAnswers, issue, validate } from "./index.ts";
import type { CheckAnswer } from "./index.ts";
import { certificateFound, certificateStolen } from "./life/acts.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
});
afterAll(() => scheme.close());

const person = (id: string, organisation: string, role: string): Actor => ({
  kind: "person",
  id,
  name: id,
  organisation,
  roles: [role],
});
const arusha = person("asha", "TZ-KPA", "issuing-officer");
const validator = person("baraka", "TZ-KPA", "validating-officer");
const vientiane = person("kham", "LA-KPA", "issuing-officer");
const antwerp = person("bert", "EU-BE", "importing-officer");
const as = (actor: Actor): Ctx => scheme.ctx(actor);

const told = ({ answer }: CheckAnswer) => [answer.state, answer.reason];
const ask = (number: string): Promise<CheckAnswer> => {
  forgetAnswers(scheme.ctx());
  return checkNumber(scheme.ctx(), undefined, number);
};

/** A shipment from Tanzania to Johannesburg, sealed and on its way. */
async function send() {
  const party = (name: string, country: string) => ({ name, address: "1 Sample Street", country });
  const issued = await issue(as(arusha), {
    office: "TZ-KPA/DAR",
    goods: {
      origin: { kind: "SINGLE", country: "TZ" },
      exporter: party("Demo Exporter", "TZ"),
      importer: party("Demo Importer", "ZA"),
      parcels: 1,
      lines: [{ code: "7102.31", carats: "2000.00", usd: "300000.00" }],
      containers: [],
    },
  });
  const { qrText } = await validate(as(validator), {
    certificate: issued.id,
    containers: [{ seal: `TZ-${issued.number}` }],
  });
  return { ...issued, qrText };
}

async function say(kind: typeof certificateStolen, id: string, state: "STOLEN" | "EXPORTED"): Promise<void> {
  await inTransaction(as(arusha), (tx) =>
    record(tx, kind, { subject: `certificate:${id}`, public: {}, private: { state, on: "2026-06-01" } }),
  );
}

describe("a shipment stolen in transit at Johannesburg airport", () => {
  test("is refused at every desk from that moment, by number and by code, and stands among the alerts", async () => {
    const { id, number, qrText } = await send();
    expect(told(await ask(number))).toEqual(["valid", null]);
    await say(certificateStolen, id, "STOLEN");
    const answer = await ask(number);
    expect(told(answer)).toEqual(["withdrawn", "stolen"]);
    const sentence = sentenceOf(
      translator("en"),
      answer.answer,
      await authoritiesOf(scheme.ctx()),
      answer.asOf,
    );
    expect(sentence).toContain("reported it stolen on 1 June 2026. Keep the parcel and call");
    expect(told(await checkText(scheme.ctx(), qrText))).toEqual(["withdrawn", "stolen"]);
    const open = () =>
      sql<{
        kind: string;
        numbers: { printed: string }[];
      }>`select kind, numbers from alert where closed_at is null`.execute(scheme.owner.kysely);
    expect((await open()).rows).toMatchObject([{ kind: "STOLEN", numbers: [{ printed: number }] }]);
    await say(certificateFound, id, "EXPORTED");
    expect((await open()).rows).toEqual([]);
  });
});

describe("an alert on numbers", () => {
  test("of an issuer whose register is not published is all that a desk can know, and it hears it", async () => {
    expect(told(await ask("LA 000123"))).toEqual(["paper-only-issuer", "paper-only"]);
    const { id } = await publishAlert(as(vientiane), {
      kind: "LOST",
      country: "LA",
      numbers: [{ from: "LA 000120", to: "LA 000129" }],
      text: { en: "Ten sheets." },
    });
    expect(told(await ask("LA 000123"))).toEqual(["withdrawn", "lost"]);
    expect(told(await ask("LA 000130"))).toEqual(["paper-only-issuer", "paper-only"]);
    await closeAlert(as(vientiane), id, "Found.");
    expect(told(await ask("LA 000123"))).toEqual(["paper-only-issuer", "paper-only"]);
  });

  test("that its authority lost closes a number on the register; a forgery of it warns, and the genuine code stays good", async () => {
    const { number, qrText } = await send();
    const text = { en: "Seen at the counter." };
    await publishAlert(as(antwerp), { kind: "FAKE", country: "TZ", numbers: [{ from: number }], text });
    const warned = await checkText(scheme.ctx(), qrText);
    expect(told(warned)[0]).toBe("valid");
    expect(warned.warnings).toMatchObject([{ code: "fake-reported", by: "EU-BE" }]);
    // A number that nobody issued, and a forger printed.
    await publishAlert(as(antwerp), { kind: "FAKE", country: "TZ", numbers: [{ from: "TZ 999999" }], text });
    expect(told(await ask("TZ 999999"))).toEqual(["withdrawn", "fake"]);
    await publishAlert(as(arusha), { kind: "LOST", country: "TZ", numbers: [{ from: number }], text });
    expect(told(await ask(number))).toEqual(["withdrawn", "lost"]);
    expect(told(await checkText(scheme.ctx(), qrText))).toEqual(["withdrawn", "lost"]);
  });

  test("all of it can be derived again from the acts", async () => {
    await scheme.sequence();
    const kinds = [recordModule, schemeModule, alertsModule, certificatesModule].flatMap(
      ({ actKinds }) => actKinds,
    );
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  });
});
