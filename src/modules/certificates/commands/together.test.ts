// Officers who issue and validate at the same moment: numbers follow one another without a gap, everybody is told the own
// outcome, and every act is signed as that officer's.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { schemeActKinds, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { certificateActKinds } from "../acts.ts";
import type { GoodsInput } from "../content.ts";
import { issue, issueAll } from "./issue.ts";
import type { Issued } from "./issue.ts";
import { validate } from "./validate.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
});
afterAll(() => scheme.close());

const office = "SL-KPA/FNA";
const goods: GoodsInput = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [],
};
const nothing = { ...goods, lines: [{ code: "7102.31", carats: "0", usd: "1.00" }] };

function as(id: string, ...roles: string[]): Ctx {
  const actor: Partial<Actor> = { id, name: id, organisation: "SL-KPA", roles };
  return scheme.ctx(actor);
}

const told = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => {
    const { code, fields } = error as { code: string; fields: readonly { field: string; code: string }[] };
    return fields.length === 0 ? code : fields.map((one) => `${one.field} ${one.code}`).join();
  });

const serial = ({ number }: Issued): number => Number(number.slice(3));
let seal = 1;
const containers = (): { seal: string }[] => [{ seal: `SL-T-${seal++}` }];

describe("officers who act at the same moment", () => {
  test("get numbers one after another; what is refused uses up none and spoils nobody else's", async () => {
    const asked = Array.from({ length: 12 }, (_, i) =>
      told(issue(as(`officer-${i}`, "issuing-officer"), { office, goods: i % 4 === 3 ? nothing : goods })),
    );
    asked.push(told(issue(as("visitor", "validating-officer"), { office, goods })));
    const answers = await Promise.all(asked);
    expect(answers.pop()).toBe("not-allowed");
    const refused = answers.filter((answer) => typeof answer === "string");
    expect(refused).toEqual(Array.from({ length: 3 }, () => "lines.0.carats CARATS_NOT_POSITIVE"));
    const issued = answers.filter((answer) => typeof answer === "object") as Issued[];
    const first = serial(issued[0] as Issued);
    expect(issued.map(serial)).toEqual(issued.map((_, i) => first + i));
    const { rows } = await sql<{ issued_by: string }>`
      select issued_by from certificate where serial >= ${first} order by serial`.execute(
      scheme.owner.kysely,
    );
    expect(rows.map((row) => row.issued_by)).toEqual([0, 1, 2, 4, 5, 6, 8, 9, 10].map((i) => `officer-${i}`));
    const next = await issue(as("officer-1", "issuing-officer"), { office, goods });
    expect(serial(next)).toBe(first + 9);
  });

  test("validate each other's certificates, not their own, and one certificate only once", async () => {
    const [a, b] = (await issueAll(as("ama", "issuing-officer"), [
      { office, goods },
      { office, goods },
    ])) as [Issued, Issued];
    const asked = [
      validate(as("ama", "validating-officer"), { certificate: a.id, containers: containers() }),
      validate(as("binta", "validating-officer"), { certificate: b.id, containers: containers() }),
      validate(as("cole", "validating-officer"), { certificate: b.id, containers: containers() }),
      validate(as("cole", "validating-officer"), { certificate: "0".repeat(32), containers: containers() }),
      validate(as("cole", "validating-officer"), { certificate: a.id, containers: [] }),
    ];
    expect(await Promise.all(asked.map(told))).toEqual([
      "same-person",
      { id: b.id, qrText: expect.stringMatching(/^KPC1:/) as string },
      "already-done",
      "not-found",
      "containers NO_SEAL",
    ]);
  });

  test("count as one person with every program whose key they made", async () => {
    const program = (id: string, maker: string, ...roles: string[]): Ctx =>
      scheme.ctx({ kind: "api-key", id, name: id, organisation: "SL-KPA", roles, maker });
    const byProgram = await issue(program("key-1", "ama", "issuing-officer"), { office, goods });
    const byHand = await issue(as("ama", "issuing-officer"), { office, goods });
    const validateBoth = (ctx: Ctx): Promise<unknown[]> =>
      Promise.all(
        [byProgram, byHand].map(({ id }) =>
          told(validate(ctx, { certificate: id, containers: containers() })),
        ),
      );
    const same = ["same-person", "same-person"];
    expect(await validateBoth(program("key-2", "ama", "validating-officer"))).toEqual(same);
    expect(await validateBoth(as("ama", "validating-officer"))).toEqual(same);
    expect(await validateBoth(program("key-3", "binta", "validating-officer"))).toMatchObject([
      { id: byProgram.id },
      { id: byHand.id },
    ]);
  });

  test("do not wait for another desk's device: its certificate is sealed by itself", async () => {
    const [a, b] = (await issueAll(as("ama", "issuing-officer"), [
      { office, goods },
      { office, goods },
    ])) as [Issued, Issued];
    const ctx = as("binta", "validating-officer");
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const keyring: Ctx["keyring"] = {
      ...ctx.keyring,
      findSigner: async (name) => {
        const signer = await ctx.keyring.findSigner(name);
        if (signer === undefined || !name.includes(".desk-")) return signer;
        const sign = async (message: Uint8Array): Promise<Uint8Array> => {
          await answered;
          return signer.sign(message);
        };
        return { keyId: signer.keyId, publicKey: signer.publicKey, sign };
      },
    };
    const device = { ...ctx, keyring };
    const held = validate(device, { certificate: a.id, containers: containers() });
    const refused = validate(device, { certificate: b.id, containers: [] });
    await expect(refused).rejects.toMatchObject({ code: "bad-input" });
    answer();
    expect((await held).id).toBe(a.id);
  });

  test("leave a record that its audit finds whole", async () => {
    await scheme.sequence();
    const kinds = [...recordActKinds, ...schemeActKinds, ...certificateActKinds];
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true, waiting: 0 });
  });
});
