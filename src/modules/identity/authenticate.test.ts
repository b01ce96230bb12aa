// Sessions and API keys: who a request is taken for, until when, and that an ending counts at once.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, designate, officer, refusal, someone } from "../../../test/support/people.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { authenticate, requireRecent } from "./authenticate.ts";
import { endApiKey, makeApiKey } from "./commands/api-keys.ts";
import { invitePerson } from "./commands/invite-person.ts";
import { tokenHash } from "./secrets.ts";
import { beginSession, cookieName, endSession, endSessions, shortUserAgent } from "./sessions.ts";
import { findSession } from "./working/store.ts";

let scheme: TestScheme;
const reader = () => ({ db: scheme.database.kysely });
const cookie = (token: string) => new Headers({ cookie: `${cookieName()}=${token}` });

beforeAll(async () => {
  scheme = await testScheme();
  await designate(scheme, "SL-KPA");
  await designate(scheme, "BW-KPA");
});
afterAll(() => scheme.close());

describe("sessions", () => {
  const begin = async (person: string, headers = new Headers()) =>
    beginSession(scheme.ctx(), { person, organisation: "SL-KPA", company: null, method: "passkey" }, headers);
  let person: string;
  beforeAll(async () => {
    ({ person } = await invitePerson(scheme.ctx(administrator), {
      ...someone,
      name: "Session Holder",
      roles: ["issuing-officer"],
    }));
  });

  test("say who it is, and whom they act for", async () => {
    const actor = await authenticate(scheme.ctx(), cookie(await begin(person)));
    expect(actor).toEqual({
      kind: "person",
      id: person,
      name: "Session Holder",
      organisation: "SL-KPA",
      roles: ["issuing-officer"],
    });
  });

  test("end after an hour without a request, and go on for as long as there are some", async () => {
    const token = await begin(person);
    const began = scheme.now;
    for (const minutes of [50, 100, 150]) {
      scheme.now = began + minutes * 60_000;
      expect(await authenticate(scheme.ctx(), cookie(token)), `${minutes} min`).not.toBeNull();
    }
    scheme.now += 60 * 60_000 - 1;
    expect(await authenticate(scheme.ctx(), cookie(token))).not.toBeNull();
    scheme.now += 60 * 60_000;
    expect(await authenticate(scheme.ctx(), cookie(token))).toBeNull();
  });

  test("end after twelve hours whatever happens, even while they are remembered", async () => {
    const token = await begin(person);
    const began = scheme.now;
    for (let minutes = 0; minutes < 12 * 60; minutes += 40) {
      scheme.now = began + minutes * 60_000;
      expect(await authenticate(scheme.ctx(), cookie(token))).not.toBeNull();
    }
    scheme.now = began + 12 * 3_600_000 - 1;
    expect(await authenticate(scheme.ctx(), cookie(token))).not.toBeNull();
    scheme.now += 1;
    expect(await authenticate(scheme.ctx(), cookie(token))).toBeNull();
  });

  test("end at once for one, for all others, and at sign-out", async () => {
    const [one, two, three] = [await begin(person), await begin(person), await begin(person)];
    const alive = async () =>
      Promise.all(
        [one, two, three].map(async (token) => (await authenticate(scheme.ctx(), cookie(token))) !== null),
      );
    expect(await alive()).toEqual([true, true, true]);
    await endSession(scheme.ctx(), cookie(one));
    expect(await alive()).toEqual([false, true, true]);
    const kept = await findSession(reader(), tokenHash(three));
    await endSessions(scheme.ctx(), person, { except: kept!.id });
    expect(await alive()).toEqual([false, false, true]);
  });

  test("of the same browser give way to the new one", async () => {
    const old = await begin(person);
    const fresh = await begin(person, cookie(old));
    expect(await authenticate(scheme.ctx(), cookie(old))).toBeNull();
    expect(await authenticate(scheme.ctx(), cookie(fresh))).not.toBeNull();
  });

  test("a recent sign-in is asked for where an open screen must not be enough", async () => {
    const token = await begin(person);
    await requireRecent(scheme.ctx(), cookie(token));
    scheme.now += 16 * 60_000;
    expect(await refusal(requireRecent(scheme.ctx(), cookie(token)))).toBe("sign-in-again");
  });

  test("only the digest of a token is stored, and a device is told in two words", async () => {
    const token = await begin(person);
    const { rows } = await scheme.owner.pool.query("select row_to_json(s)::text as row from session s");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some((row: { row: string }) => row.row.includes(token))).toBe(false);
    expect(
      shortUserAgent("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"),
    ).toBe("Firefox, Windows");
    expect(shortUserAgent("<script>alert(1)</script>")).toBe("?, ?");
  });
});

describe("API keys", () => {
  const bearer = (key: string) => new Headers({ authorization: `Bearer ${key}` });
  const wanted = { organisation: "SL-KPA", name: "Customs link", roles: ["importing-officer"] };

  test("act for their organisation with the roles they were given, as themselves", async () => {
    const made = await makeApiKey(scheme.ctx(administrator), wanted);
    expect(made.key).toMatch(/^kpk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
    expect(await authenticate(scheme.ctx(), bearer(made.key))).toEqual({
      kind: "api-key",
      id: made.id,
      name: "Customs link",
      organisation: "SL-KPA",
      roles: ["importing-officer"],
      maker: administrator.id,
    });
  });

  test("end at once, and cannot be ended twice or by another authority", async () => {
    const made = await makeApiKey(scheme.ctx(administrator), wanted);
    expect(await authenticate(scheme.ctx(), bearer(made.key))).not.toBeNull();
    expect(
      await refusal(endApiKey(scheme.ctx({ ...administrator, organisation: "BW-KPA" }), { id: made.id })),
    ).toBe("not-found");
    await endApiKey(scheme.ctx(administrator), { id: made.id });
    expect(await authenticate(scheme.ctx(), bearer(made.key))).toBeNull();
    expect(await refusal(endApiKey(scheme.ctx(administrator), { id: made.id }))).toBe("already-done");
  });

  test("never hold an administrator's role, and are not made by officers", async () => {
    for (const role of ["authority-administrator", "secretariat", "exporter", "king"]) {
      expect(await refusal(makeApiKey(scheme.ctx(administrator), { ...wanted, roles: [role] })), role).toBe(
        "not-allowed",
      );
    }
    expect(await refusal(makeApiKey(scheme.ctx(officer), wanted))).toBe("not-allowed");
    expect(await refusal(makeApiKey(scheme.ctx(administrator), { ...wanted, roles: [] }))).toBe(
      "roles-missing",
    );
  });

  test("a changed, cut or foreign key is nobody, and does not fall back on a cookie", async () => {
    const made = await makeApiKey(scheme.ctx(administrator), wanted);
    const last = made.key.endsWith("A") ? "B" : "A";
    const { person } = await invitePerson(scheme.ctx(administrator), {
      ...someone,
      name: "Cookie Holder",
      roles: ["issuing-officer"],
    });
    const token = await beginSession(
      scheme.ctx(),
      { person, organisation: "SL-KPA", company: null, method: "passkey" },
      new Headers(),
    );
    for (const key of [
      made.key.slice(0, -1),
      `${made.key.slice(0, -2)}${last}A`,
      made.key.toUpperCase(),
      `kpk_${"0".repeat(32)}_${"A".repeat(43)}`,
      "x",
    ]) {
      const headers = bearer(key);
      headers.set("cookie", `${cookieName()}=${token}`);
      expect(await authenticate(scheme.ctx(), headers), key).toBeNull();
    }
  });

  test("an answer kept for a repeated request does not have the key in it", async () => {
    const ctx = {
      ...scheme.ctx(administrator),
      idempotency: { key: "again-again", organisation: "SL-KPA/x", requestHash: new Uint8Array(32) },
    };
    const made = await makeApiKey(ctx, wanted);
    const { rows } = await scheme.owner.pool.query("select response::text from idempotency");
    expect(rows).toHaveLength(1);
    expect(rows[0].response).toContain(made.id);
    expect(rows[0].response).not.toContain("kpk_");
  });
});
