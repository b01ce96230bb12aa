// Files of national systems through the real application on a real database.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, App } from "#modules/record/index.ts";
import { audit } from "#modules/record/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { createApp } from "./app.ts";
import { actKinds, modules } from "./compose.ts";

const program = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "api-key",
  id: `00000000-0000-7000-8000-0000000001${String(place).padStart(2, "0")}`,
  name: `Program ${place}`,
  organisation,
  roles,
});

const programs: Readonly<Record<string, Actor>> = {
  issuer: program(1, "SL-KPA", "issuing-officer"),
  validator: program(2, "SL-KPA", "validating-officer"),
  antwerp: program(3, "EU-BE", "importing-officer"),
  gaborone: program(4, "BW-KPA", "issuing-officer"),
};

let scheme: TestScheme;
let app: App;
const bugs: unknown[] = [];

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const { database, keyring } = scheme;
  app = createApp({
    modules,
    assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
    base: { database, keyring, clock: () => scheme.now, committed: () => undefined },
    authenticate: async (_, headers) => programs[headers.get("authorization")?.slice(7) ?? ""] ?? null,
    founding: async () => undefined,
    report: (error) => bugs.push(error),
    baseUrl: "http://localhost",
  });
});
afterAll(() => scheme.close());

type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the tests look at
  readonly body: any;
};

async function call(
  who: string,
  method: "GET" | "POST",
  path: string,
  content?: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${who}`,
      "content-length": String(content === undefined ? 0 : Buffer.byteLength(content)),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

const json = { "content-type": "application/json" };

async function send(who: string, kind: string, rows: readonly object[]): Promise<string> {
  const { status, body } = await call(who, "POST", `/api/batches?kind=${kind}`, JSON.stringify(rows), json);
  expect(status).toBe(201);
  return body.id;
}

async function run(who: string, id: string): Promise<Answer["body"]> {
  const { status, body } = await call(who, "POST", `/api/batches/${id}/run`);
  expect([status, body.finished]).toEqual([200, true]);
  return (await call(who, "GET", `/api/batches/${id}`)).body;
}

const told = (
  rows: readonly { row: string; state: string; problems: readonly { field: string; code: string }[] }[],
) =>
  rows.map(({ row, state, problems }) => [
    row,
    state,
    ...problems.map(({ field, code }) => `${field} ${code}`),
  ]);

let seal = 1;
const goods = (change: object = {}) => ({
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [{ seal: `SL-X-${seal++}` }],
  ...change,
});
const row = (id: string, change: object = {}) => ({
  row: id,
  office: "SL-KPA/FNA",
  goods: goods(),
  ...change,
});

async function certificateCount(): Promise<number> {
  const { body } = await call("issuer", "GET", "/api/certificates?limit=1");
  return body.total;
}

describe("a dry run", () => {
  test("says what would come of every row, and records nothing", async () => {
    const before = await certificateCount();
    const id = await send("issuer", "certificates", [
      row("d1"),
      row("d2", { goods: goods({ lines: [{ code: "7104.21", carats: "0.00", usd: "1.00" }] }) }),
      row("d3", { office: "BW-KPA/GBE" }),
      row("d4", { expiresOn: "2027-06-01" }),
      { row: "d5", office: "SL-KPA/FNA" },
      row("d6"),
    ]);
    const { status, body } = await call("issuer", "POST", `/api/batches/${id}/dry-run`);
    expect(status).toBe(200);
    expect(body.counts).toEqual({ ready: 2, repeated: 0, refused: 4 });
    expect(told(body.rows)).toEqual([
      ["d1", "ready"],
      ["d2", "refused", "goods.lines.0.code CODE_REFUSED", "goods.lines.0.carats CARATS_NOT_POSITIVE"],
      ["d3", "refused", "office NO_NUMBERS_LEFT"],
      ["d4", "refused", "expiresOn EXPIRY_TOO_LATE"],
      ["d5", "refused", "goods missing"],
      ["d6", "ready"],
    ]);
    expect(body.rows[1].problems[1].reason).toBe("The weight must be more than zero");
    expect(await certificateCount()).toBe(before);
    const csv = await call("issuer", "POST", `/api/batches/${id}/dry-run`, undefined, { accept: "text/csv" });
    expect(csv.text.split("\r\n").slice(0, 3)).toEqual([
      "place,row,state,certificate,number,field,code,reason",
      "1,d1,ready,,,,,",
      expect.stringMatching(/^2,d2,refused,,,goods\.lines\.0\.code,CODE_REFUSED,/),
    ]);
    const recorded = await run("issuer", id);
    expect(told(recorded.rows).map(([name, state]) => [name, state])).toEqual([
      ["d1", "done"],
      ["d2", "refused"],
      ["d3", "refused"],
      ["d4", "refused"],
      ["d5", "refused"],
      ["d6", "done"],
    ]);
    expect(await certificateCount()).toBe(before + 2);
  });

  test("sees the events of a file in their order", async () => {
    const [certificate] = (await run("issuer", await send("issuer", "certificates", [row("o1")]))).rows;
    const id = await send("validator", "events", [
      { row: "o1-x", event: "exported", number: certificate.number },
      { row: "o1-v", event: "validated", number: certificate.number },
      { row: "o1-v2", event: "validated", certificate: certificate.certificate },
      { row: "o1-u", event: "exported", number: "SL 999999" },
    ]);
    const { body } = await call("validator", "POST", `/api/batches/${id}/dry-run`);
    expect(told(body.rows)).toEqual([
      ["o1-x", "refused", " wrong-state"],
      ["o1-v", "ready"],
      ["o1-v2", "refused", " already-done"],
      ["o1-u", "refused", "number CERTIFICATE_UNKNOWN"],
    ]);
    expect((await call("issuer", "GET", `/api/certificates/${certificate.certificate}`)).body.state).toBe(
      "ISSUED",
    );
  });
});

test("a dry run never says otherwise than recording does", async () => {
  let file = 0;
  const flaw = fc.constantFrom<object>(
    {},
    {},
    { office: "BW-KPA/GBE" },
    { expiresOn: "2030-01-01" },
    { number: "SL 999999" },
    { number: "SL 004990" },
    { goods: goods({ parcels: 2, importer: { name: "X", address: "Y", country: "SL" } }) },
    { goods: goods({ lines: [{ code: "7102.31", carats: "0.00", usd: "1.00" }] }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(flaw, { minLength: 1, maxLength: 12 }), async (flaws) => {
      const name = `f${file++}`;
      const id = await send(
        "issuer",
        "certificates",
        flaws.map((change, place) => row(`${name}-${place}`, change)),
      );
      const dry = (await call("issuer", "POST", `/api/batches/${id}/dry-run`)).body.rows;
      const recorded = (await run("issuer", id)).rows;
      const plain = (state: string): string => (state === "ready" ? "done" : state);
      expect(told(dry).map(([name, state = "", ...rest]) => [name, plain(state), ...rest])).toEqual(
        told(recorded),
      );
    }),
    { numRuns: 12 },
  );
});

describe("recording a file", () => {
  test("does a row id once: sent again it is the same certificate, with another message it is refused, corrected it is done", async () => {
    const [good, bad] = [
      row("r1"),
      row("r2", { goods: goods({ parcels: 1, lines: [{ code: "9999", carats: "1.00", usd: "1.00" }] }) }),
    ];
    const first = await run("issuer", await send("issuer", "certificates", [good, bad]));
    expect(told(first.rows)).toEqual([
      ["r1", "done"],
      ["r2", "refused", "goods.lines.0.code CODE_REFUSED"],
    ]);
    const again = await run("issuer", await send("issuer", "certificates", [good, row("r2"), row("r3")]));
    expect(told(again.rows)).toEqual([
      ["r1", "repeated"],
      ["r2", "done"],
      ["r3", "done"],
    ]);
    expect(again.rows[0]).toMatchObject({
      number: first.rows[0].number,
      certificate: first.rows[0].certificate,
    });
    const other = await run("issuer", await send("issuer", "certificates", [row("r1")]));
    expect(told(other.rows)).toEqual([["r1", "refused", "row ROW_ID_USED"]]);
    // Another authority's ids are its own.
    const elsewhere = await send("gaborone", "certificates", [row("r1")]);
    expect((await call("issuer", "GET", `/api/batches/${elsewhere}`)).status).toBe(404);
    expect((await call("issuer", "POST", `/api/batches/${elsewhere}/run`)).status).toBe(404);
  });

  test("the same upload under the same idempotency key is one file", async () => {
    const text = JSON.stringify([row("k1")]);
    const headers = { ...json, "idempotency-key": "upload-0001" };
    const [one, two] = [
      await call("issuer", "POST", "/api/batches?kind=certificates", text, headers),
      await call("issuer", "POST", "/api/batches?kind=certificates", text, headers),
    ];
    expect(two.body.id).toBe(one.body.id);
    expect(two.headers.get("idempotent-replayed")).toBe("true");
  });

  test("goes through a whole life by files, the second pair of eyes on the whole file at once", async () => {
    const issued = await send("issuer", "certificates", [row("w1"), row("w2")]);
    const { rows } = await run("issuer", issued);
    expect((await call("issuer", "POST", `/api/batches/${issued}/validate`)).status).toBe(403);
    const { body } = await call("validator", "POST", `/api/batches/${issued}/validate`);
    expect(told((await run("validator", body.id)).rows)).toEqual([
      ["w1", "done"],
      ["w2", "done"],
    ]);
    // Nobody validates what the same program issued, however it is sent.
    const csv = `row;event;number\nw1-e;exported;${rows[0].number}\nw2-e;exported;${rows[1].number}\n`;
    const sent = await call("issuer", "POST", "/api/batches?kind=events&name=x.csv", csv, {
      "content-type": "text/csv",
    });
    expect(sent.body.reading).toMatchObject({ format: "csv", delimiter: ";" });
    const events = await run("issuer", sent.body.id);
    expect(told(events.rows)).toEqual([
      ["w1-e", "refused", " wrong-state"],
      ["w2-e", "refused", " wrong-state"],
    ]);
  });

  test("keeps a number that a national system brings from the block, once, and passes it over itself", async () => {
    const [given] = (await run("issuer", await send("issuer", "certificates", [row("n1")]))).rows;
    const after = (steps: number): string =>
      `SL ${String(Number(given.number.slice(3)) + steps).padStart(6, "0")}`;
    const rows = [
      row("n2", { number: after(2) }),
      row("n3", { number: after(2) }),
      row("n4", { number: given.number }),
      row("n5", { number: "SL 999999" }),
      row("n6", { number: after(7).replace(" ", "") }),
      row("n7", { number: "BW 000001" }),
      row("n8"),
      row("n9"),
    ];
    const id = await send("issuer", "certificates", rows);
    const expected = [
      [after(2), ""],
      ["", "number NUMBER_TAKEN"],
      ["", "number NUMBER_TAKEN"],
      ["", "number NUMBER_NOT_ALLOTTED"],
      ["", "number NUMBER_NOT_AS_PRINTED"],
      ["", "number NUMBER_FORMAT"],
      [after(1), ""],
      // The one that was brought is passed over.
      [after(3), ""],
    ];
    const { body } = await call("issuer", "POST", `/api/batches/${id}/dry-run`);
    expect(told(body.rows).map(([, , problem]) => problem ?? "")).toEqual(
      expected.map(([, problem]) => problem),
    );
    const recorded = await run("issuer", id);
    expect(
      recorded.rows.map((one: Answer["body"]) => [
        one.number ?? "",
        one.problems.map((problem: Answer["body"]) => `${problem.field} ${problem.code}`).join(),
      ]),
    ).toEqual(expected);
    const [next] = (await run("issuer", await send("issuer", "certificates", [row("n10")]))).rows;
    expect(next.number).toBe(after(4));
  });

  test("takes every step of a certificate’s life, with the reasons and refusals of its own command", async () => {
    const issued = await send("issuer", "certificates", [row("l1"), row("l2"), row("l3")]);
    const { rows } = await run("issuer", issued);
    await run("validator", (await call("validator", "POST", `/api/batches/${issued}/validate`)).body.id);
    const [one, two, three] = rows.map(({ number }: { number: string }) => number);
    const csv = [
      "row,event,number,reason,note,enclosed,place",
      `l1-lost,lost,${one},,Not in the courier’s bag,,Lungi`,
      `l2-inv,invalidated,${two},ORDERED,Order of the court,,`,
      `l2-again,returned,${two},SHIPMENT_CANCELLED,,,`,
      `l3-repl,replaced,${three},ERROR_ON_CERTIFICATE,The address is wrong,true,`,
      `l3-bad,replaced,${three},BECAUSE,,yes,`,
      `l4,detained,${three},SEALS_BROKEN,,,`,
    ].join("\n");
    const sent = await call("issuer", "POST", "/api/batches?kind=events", csv, {
      "content-type": "text/csv",
    });
    const ended = await run("issuer", sent.body.id);
    expect(told(ended.rows)).toEqual([
      ["l1-lost", "done"],
      ["l2-inv", "done"],
      ["l2-again", "refused", " wrong-state"],
      ["l3-repl", "done"],
      ["l3-bad", "refused", "reason NOT_IN_LIST", "enclosed WRONG_TYPE"],
      // Only who has the goods before it detains them.
      ["l4", "refused", "number CERTIFICATE_UNKNOWN"],
    ]);
    const replacement = ended.rows[3];
    expect(replacement.number).not.toBe(three);
    const states = [];
    for (const { certificate } of rows)
      states.push((await call("issuer", "GET", `/api/certificates/${certificate}`)).body.state);
    expect(states).toEqual(["LOST", "INVALIDATED", "REPLACED"]);
    expect((await call("issuer", "GET", `/api/certificates/${replacement.certificate}`)).body.number).toBe(
      replacement.number,
    );
  });

  test("of a French spreadsheet gives the same certificates as JSON, and their numbers back as CSV", async () => {
    const heads =
      "row;office;goods.origin.kind;goods.origin.country;goods.exporter.name;goods.exporter.address;goods.exporter.country;" +
      "goods.importer.name;goods.importer.address;goods.importer.country;goods.parcels;" +
      "goods.lines.0.code;goods.lines.0.carats;goods.lines.0.usd;goods.containers.0.seal";
    const cells =
      "f1;SL-KPA/FNA;SINGLE;SL;Démo Diamants;12 Siaka Stevens Street, Freetown;SL;Démo Brut;Hoveniersstraat 22, Anvers;BE;1;7102.31;1234,50;456789,00;SL-F-1";
    const sent = await call(
      "issuer",
      "POST",
      "/api/batches?kind=certificates",
      `\ufeff${heads}\r\n${cells}\r\n`,
      {
        "content-type": "text/csv; charset=utf-8",
      },
    );
    expect(sent.body.reading).toMatchObject({ bom: true, delimiter: ";", decimal: "," });
    const { rows } = await run("issuer", sent.body.id);
    const detail = await call("issuer", "GET", `/api/certificates/${rows[0].certificate}`);
    expect(detail.body.content.lines).toEqual([{ code: "7102.31", carats: "1234.50", usd: "456789.00" }]);
    const report = await call("issuer", "GET", `/api/batches/${sent.body.id}/report.csv`);
    expect(report.text).toContain(`1,f1,done,${rows[0].certificate},${rows[0].number},,,`);
  });

  test("refuses what is no file of ours, in words", async () => {
    const refusal = async (kind: string, text: string, type = "text/csv", language = "en") => {
      const { status, body } = await call("issuer", "POST", `/api/batches?kind=${kind}`, text, {
        "content-type": type,
        "accept-language": language,
      });
      return [status, body.errors?.[0]?.detail ?? body.code];
    };
    expect(await refusal("certificates", "row,colour\na,b\n")).toEqual([
      422,
      expect.stringContaining("“colour”"),
    ]);
    expect(await refusal("certificates", "", "text/csv", "fr")).toEqual([422, "Il ne contient aucune ligne"]);
    expect(await refusal("people", "row\na\n")).toEqual([400, "Answer this"]);
    expect(await refusal("events", "x", "application/pdf")).toEqual([415, "wrong-media-type"]);
    expect((await call("nobody", "POST", "/api/batches?kind=events", "[]", json)).status).toBe(401);
  });
});

test("the acts of files stand on the record like any others", async () => {
  await scheme.sequence();
  expect(await audit(scheme.owner.kysely, actKinds)).toMatchObject({ ok: true });
  expect(bugs).toEqual([]);
});
