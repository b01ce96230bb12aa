// What is asked twice is done once, and batches are done whole or not at all.
import { describe, expect, test } from "vitest";
import { goods, office, useMachineDoors } from "../../../test/support/machine-doors.ts";
import type { Answer } from "../../../test/support/machine-doors.ts";

const { call, issued } = useMachineDoors();

describe("done once", () => {
  test("the same key with the same request issues one certificate and gives the same answer", async () => {
    const key = { "idempotency-key": "parcel-0001" };
    const count = async (): Promise<number> =>
      (await call("desk", "GET", "/api/certificates?limit=1")).body.total;
    const before = await count();
    const first = await call("desk", "POST", "/api/certificates", { office, goods }, key);
    const again = await call("desk", "POST", "/api/certificates", { office, goods }, key);
    expect(again.body).toEqual(first.body);
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
      201,
      201,
      "true",
    ]);
    expect(await count()).toBe(before + 1);
    const other = await call(
      "desk",
      "POST",
      "/api/certificates",
      { office, goods: { ...goods, parcels: 2 } },
      key,
    );
    expect([other.status, other.body.code]).toEqual([409, "idempotency-key-reused"]);
  });

  test("every kind of answer is the same the second time, a printed file byte for byte", async () => {
    const certificate = await issued();
    const twice = async (who: string, path: string, body?: unknown): Promise<Answer> => {
      const key = { "idempotency-key": `twice-${path}-${certificate.id}`.replaceAll("/", "-") };
      const first = await call(who, "POST", path, body, key);
      const again = await call(who, "POST", path, body, key);
      expect([path, first.status]).toEqual([path, path.endsWith("batch") ? first.status : 200]);
      expect(again.body).toEqual(first.body);
      expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([first.status, "true"]);
      return first;
    };
    const at = (act: string): string => `/api/certificates/${certificate.id}/${act}`;
    await twice("validator", at("validate"), { containers: [{ seal: "SL-TWICE-1" }] });
    const printed = await twice("desk", at("print"));
    expect(Buffer.from(printed.body).subarray(0, 5).toString()).toBe("%PDF-");
    await twice("desk", at("print-outcome"), { outcome: "right" });
    await twice("desk", at("export"));
    await twice("antwerp", at("present"), {});
    await twice("desk", "/api/certificates/batch", {
      items: [
        { office, goods },
        { office, goods },
      ],
    });
    expect(
      (await call("desk", "GET", `/api/certificates/${certificate.id}`)).body.timeline.map(
        ({ kind }: { kind: string }) => kind,
      ),
    ).toEqual(["issued", "validated", "printed", "exported", "presented"]);
  });
});

describe("batches", () => {
  const total = async (): Promise<number> =>
    (await call("desk", "GET", "/api/certificates?limit=1")).body.total;

  test("are issued all or none, and every problem names its row", async () => {
    const before = await total();
    const bad = { ...goods, lines: [{ code: "7102.31", carats: "0", usd: "1" }] };
    const { status, body } = await call("desk", "POST", "/api/certificates/batch", {
      items: [
        { office, goods },
        { office, goods: bad },
        { office, goods },
        { office, goods: bad },
      ],
    });
    expect([status, body.errors.map(({ field }: { field: string }) => field)]).toEqual([
      422,
      ["items.1.lines.0.carats", "items.3.lines.0.carats"],
    ]);
    const alone = await call("desk", "POST", "/api/certificates/batch", { items: [{ office, goods: bad }] });
    expect(alone.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      "items.0.lines.0.carats",
    ]);
    expect(await total()).toBe(before);
  });

  test("give numbers one after another, and are validated together or not at all", async () => {
    const { status, body } = await call("desk", "POST", "/api/certificates/batch", {
      items: Array.from({ length: 20 }, () => ({ office, goods })),
    });
    expect(status).toBe(201);
    const serials = body.certificates.map(({ number }: { number: string }) => Number(number.slice(3)));
    expect(serials).toEqual(serials.map((_: number, i: number) => serials[0] + i));
    const items = body.certificates.map(({ id }: { id: string }, i: number) => ({
      certificate: id,
      containers: [{ seal: `SL-B-${i}` }],
    }));
    const withStranger = [...items, { certificate: "0".repeat(32), containers: [{ seal: "X" }] }];
    expect(
      (await call("validator", "POST", "/api/certificates/validate-batch", { items: withStranger })).status,
    ).toBe(404);
    expect(
      (await call("validator", "POST", "/api/certificates/validate-batch", { items: [items[0], items[0]] }))
        .body.errors,
    ).toMatchObject([{ field: "items.1.certificate", code: "REPEATED" }]);
    const sealed = await call("validator", "POST", "/api/certificates/validate-batch", { items });
    expect(sealed.body.certificates).toHaveLength(20);
    expect((await call("desk", "GET", `/api/certificates/${items[0].certificate}`)).body.state).toBe(
      "VALIDATED",
    );
  });

  test("of more than a thousand are refused before anything is read", async () => {
    const { status, body } = await call("desk", "POST", "/api/certificates/batch", {
      items: Array.from({ length: 1_001 }, () => ({ office, goods })),
    });
    expect([status, body.errors[0].code]).toEqual([400, "too_big"]);
  });
});
