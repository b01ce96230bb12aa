// Is this paper good? The doors that anybody may ask.
import { describe, expect, test } from "vitest";
import { quickLookUp } from "#modules/certificates/index.ts";
import { goods, office, useMachineDoors } from "../../../test/support/machine-doors.ts";
import type { Answer } from "../../../test/support/machine-doors.ts";

const doors = useMachineDoors();
const { call, issued, validated } = doors;

describe("is this paper good?", () => {
  const byNumber = (number: string): Promise<Answer> =>
    call(null, "GET", `/api/verify?number=${encodeURIComponent(number)}`);
  const byText = (text: string): Promise<Answer> => call(null, "POST", "/api/verify", { text });

  test("the answer follows the register at once, through every step, by number and by code", async () => {
    const certificate = await issued();
    expect((await byNumber(certificate.number)).body.state).toBe("not-released");
    const { body } = await call("validator", "POST", `/api/certificates/${certificate.id}/validate`, {
      containers: [{ seal: "SL-F-1" }],
    });
    const open = await byNumber(certificate.number);
    expect([open.body.state, open.body.sentence]).toEqual([
      "valid",
      expect.stringContaining("Not yet confirmed"),
    ]);
    const scanned = await byText(`${body.qrText}\n`);
    expect(scanned.body).toMatchObject({
      state: "valid",
      content: { number: certificate.number, seals: ["SL-F-1"], lines: [{ carats: "1234.50" }] },
    });
    await call("desk", "POST", `/api/certificates/${certificate.id}/print`);
    await call("antwerp", "POST", `/api/certificates/${certificate.id}/present`, {});
    const match = { mark: "match" };
    const done = await call("antwerp", "POST", `/api/certificates/${certificate.id}/confirm`, {
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
      actuals: { seals: [{ seal: "SL-F-1", intact: true }], parcels: 1, lines: goods.lines },
    });
    expect(done.body).toEqual({ outcome: "full", mismatches: [] });
    const afterwards = (await byNumber(certificate.number)).body;
    expect(afterwards).toMatchObject({ state: "used", facts: { by: "EU-BE", since: "2026-06-01" } });
    const used = await byText(body.qrText);
    expect(used.body.state).toBe("used");
    expect(used.body.content).toBeUndefined();
    expect((await call(null, "GET", `/api/certificates/${certificate.id}/status`)).body).toMatchObject({
      state: "used",
      by: "EU-BE",
      since: "2026-06-01",
    });
  });

  test("a number tells no party, weight, value, destination, id, nor anything that is in the log", async () => {
    const { number, id, seal: name } = await validated();
    const text = JSON.stringify((await byNumber(number)).body);
    for (const secret of [
      "Diamonds Ltd",
      "Rough NV",
      "Antwerp",
      "1234",
      "456789",
      '"BE"',
      '"EU"',
      id,
      name,
      "SL-KPA/FNA",
    ])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    const status = JSON.stringify((await call(null, "GET", `/api/certificates/${id}/status`)).body);
    expect(status).not.toContain(number.slice(3));
  });

  test("another process's act is seen within a quarter of a second", async () => {
    const { number, id } = await issued();
    expect((await byNumber(number)).body.state).toBe("not-released");
    // Written past this process's own knowledge, as another process would.
    await doors.scheme.owner.pool.query(
      "update certificate set validated_at = issued_at, state = 'VALIDATED' where public_id = decode($1, 'hex')",
      [id],
    );
    await new Promise((resolve) => setTimeout(resolve, 260));
    expect((await byNumber(number)).body.state).toBe("valid");
  });

  test("the quick look-up says what the door says, follows the register as well, and leaves to the door what is not its own", async () => {
    const { database, keyring } = doors.scheme;
    const quick = quickLookUp({
      database,
      keyring,
      clock: () => doors.scheme.now,
      committed: () => undefined,
    });
    const { number, id } = await issued();
    const path = `/api/verify?number=${encodeURIComponent(number)}`;
    const ask = async (headers: Record<string, string> = {}): Promise<{ state: string }> => {
      const given = await quick({ method: "GET", url: path, headers });
      expect(given?.headers["Content-Length"]).toBe(Buffer.byteLength(given?.text ?? ""));
      return JSON.parse(given?.text ?? "null") as { state: string };
    };
    for (let again = 0; again < 3; again++) expect(await ask()).toEqual((await byNumber(number)).body);
    expect(await ask({ "accept-language": "fr" })).toEqual(
      (await call(null, "GET", path, undefined, { "accept-language": "fr" })).body,
    );
    await call("validator", "POST", `/api/certificates/${id}/validate`, { containers: [{ seal: "SL-Q-1" }] });
    expect((await ask()).state).toBe("valid");
    const left = [
      { method: "GET", url: path, headers: { cookie: "a=b" } },
      { method: "HEAD", url: path, headers: {} },
      { method: "GET", url: "/api/verify", headers: {} },
      { method: "GET", url: `${path}&lang=fr`, headers: {} },
      { method: "GET", url: `/api/verify?number=${"1".repeat(81)}`, headers: {} },
    ];
    for (const request of left) expect(await quick(request)).toBeUndefined();
  });

  test("what is no number, no code, or not issued has its own answer", async () => {
    expect((await byNumber("SL 009999")).body).toMatchObject({
      state: "unknown-number",
      asked: { participant: "SL", number: "SL 009999" },
    });
    expect((await byNumber("KE 0001")).body.state).toBe("not-a-participant");
    expect((await byNumber("'; drop table certificate; --")).body.state).toBe("unknown-number");
    expect((await byText("https://example.org")).body.state).toBe("not-our-code");
    const { qrText } = await validated();
    expect((await byText(`${qrText.slice(0, -1)}${qrText.endsWith("0") ? "1" : "0"}`)).body.state).toBe(
      "signature-wrong",
    );
    expect((await call(null, "GET", "/api/verify")).status).toBe(400);
    expect((await call(null, "GET", `/api/certificates/${"0".repeat(32)}/status`)).status).toBe(404);
  });

  test("many numbers asked at once are answered each with its own", async () => {
    const { body } = await call("desk", "POST", "/api/certificates/batch", {
      items: Array.from({ length: 30 }, () => ({ office, goods })),
    });
    const numbers: string[] = body.certificates.map(({ number }: { number: string }) => number);
    const answers = await Promise.all([...numbers, "SL 009998"].map(byNumber));
    expect(answers.map(({ body: { asked, state } }) => [asked.number, state])).toEqual([
      ...numbers.map((number) => [number, "not-released"]),
      ["SL 009998", "unknown-number"],
    ]);
  });
});

test("nothing that was sent here was a bug", () => {
  expect(doors.bugs).toEqual([]);
});
