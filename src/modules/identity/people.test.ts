// Who may invite whom, what a role is worth, and what the record says of people: nothing that a stranger can read.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAct } from "#core/act/act.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import { administrator, designate, officer, refusal, someone } from "../../../test/support/people.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { identityActKinds } from "./acts.ts";
import { authenticate } from "./authenticate.ts";
import { endApiKey, makeApiKey } from "./commands/api-keys.ts";
import { linkExternalLogin } from "./commands/external-login.ts";
import { bootstrapAdministrator, invitePerson, invitePersonAgain } from "./commands/invite-person.ts";
import { registerPasskey, removePasskey } from "./commands/passkeys.ts";
import { makeRecoveryCodes, useRecoveryCode } from "./commands/recovery-codes.ts";
import { grantRole, withdrawRole } from "./commands/roles.ts";
import { mayTry } from "./rate-limit.ts";
import { seedDemonstrationPeople } from "./seed.ts";
import { beginSession, cookieName } from "./sessions.ts";
import { safeBack } from "./sign-in.ts";
import { findDemonstrationPerson, grantsOf, peopleOf } from "./store.ts";
import { findInvitation } from "./working/store.ts";
import { tokenHash } from "./secrets.ts";

let scheme: TestScheme;
const reader = () => ({ db: scheme.database.kysely });
const cookie = (token: string) => new Headers({ cookie: `${cookieName()}=${token}` });

beforeAll(async () => {
  scheme = await testScheme();
  await designate(scheme, "SL-KPA");
  await designate(scheme, "BW-KPA");
});
afterAll(() => scheme.close());

describe("inviting", () => {
  test("an administrator invites people to the own authority, and the link leads to them for seven days", async () => {
    const { person, link } = await invitePerson(scheme.ctx(administrator), {
      ...someone,
      name: "Isata Officer",
      roles: ["issuing-officer", "validating-officer"],
    });
    expect((await grantsOf(reader(), person)).map((grant) => grant.role).sort()).toEqual([
      "issuing-officer",
      "validating-officer",
    ]);
    const token = tokenHash(link.slice("/invitation/".length));
    const at = (millis: number) => new Date(scheme.now + millis).toISOString();
    expect((await findInvitation(reader(), token, at(0)))?.person).toBe(person);
    expect(await findInvitation(reader(), token, at(7 * 86_400_000))).toBeUndefined();
  });

  test("is refused to officers, to programs, for another authority, and for the Secretariat's role", async () => {
    const wanted = { ...someone, name: "Nobody", roles: ["issuing-officer"] };
    expect(await refusal(invitePerson(scheme.ctx(officer), wanted))).toBe("not-allowed");
    expect(await refusal(invitePerson(scheme.ctx({ ...administrator, kind: "api-key" }), wanted))).toBe(
      "not-allowed",
    );
    expect(
      await refusal(invitePerson(scheme.ctx(administrator), { ...wanted, organisation: "BW-KPA" })),
    ).toBe("not-allowed");
    expect(
      await refusal(invitePerson(scheme.ctx(administrator), { ...wanted, roles: ["secretariat"] })),
    ).toBe("not-allowed");
    expect(await refusal(invitePerson(scheme.ctx(), { ...wanted, roles: ["secretariat"] }))).toBe(
      "not-allowed",
    );
    expect(await refusal(invitePerson(scheme.ctx(), { ...wanted, organisation: "KPCS" }))).toBe(
      "not-allowed",
    );
  });

  test("names what is wrong at its field", async () => {
    const ctx = scheme.ctx(administrator);
    const wanted = { ...someone, name: "Somebody", roles: ["issuing-officer"] };
    expect(await refusal(invitePerson(ctx, { ...wanted, name: "  " }))).toBe("name-missing");
    expect(await refusal(invitePerson(ctx, { ...wanted, name: "abc\u202Etxt" }))).toBe("name-characters");
    expect(await refusal(invitePerson(ctx, { ...wanted, name: "x".repeat(121) }))).toBe("name-too-long");
    expect(await refusal(invitePerson(ctx, { ...wanted, email: "nobody" }))).toBe("email-form");
    expect(await refusal(invitePerson(ctx, { ...wanted, locale: "xx" }))).toBe("locale-unknown");
    expect(await refusal(invitePerson(ctx, { ...wanted, roles: [] }))).toBe("roles-missing");
    expect(await refusal(invitePerson(ctx, { ...wanted, roles: ["exporter"] }))).toBe("companyName-missing");
    expect(await refusal(invitePerson(scheme.ctx(), { ...wanted, organisation: "ZZ-KPA" }))).toBe(
      "organisation-unknown",
    );
    expect(await refusal(invitePerson(scheme.ctx(), { ...wanted, organisation: "../etc" }))).toBe(
      "organisation-unknown",
    );
  });

  test("clerks of one company share its id, however its name is spelt", async () => {
    const ctx = scheme.ctx(administrator);
    const first = await invitePerson(ctx, {
      ...someone,
      name: "Clerk One",
      roles: ["exporter"],
      companyName: "Kono Stones Ltd",
    });
    const second = await invitePerson(ctx, {
      ...someone,
      name: "Clerk Two",
      roles: ["exporter"],
      companyName: "KONO STONES LTD",
    });
    const other = await invitePerson(ctx, {
      ...someone,
      name: "Clerk Three",
      roles: ["exporter"],
      companyName: "Other Stones Ltd",
    });
    const company = async (person: string) => (await grantsOf(reader(), person))[0]?.company;
    expect(await company(second.person)).toBe(await company(first.person));
    expect(await company(other.person)).not.toBe(await company(first.person));
  });

  test("a new link voids the older one, and is refused for people of another authority", async () => {
    const first = await invitePerson(scheme.ctx(administrator), {
      ...someone,
      name: "Lost Link",
      roles: ["importing-officer"],
    });
    const again = await invitePersonAgain(scheme.ctx(administrator), {
      person: first.person,
      organisation: "SL-KPA",
    });
    const find = (link: string) =>
      findInvitation(
        reader(),
        tokenHash(link.slice("/invitation/".length)),
        new Date(scheme.now).toISOString(),
      );
    expect(await find(first.link)).toBeUndefined();
    expect((await find(again.link))?.person).toBe(first.person);
    expect(
      await refusal(
        invitePersonAgain(scheme.ctx({ ...administrator, organisation: "BW-KPA" }), {
          person: first.person,
          organisation: "BW-KPA",
        }),
      ),
    ).toBe("not-allowed");
  });

  test("the command line invites the first administrator once, in an empty scheme, for the founder only", async () => {
    const empty = await testScheme({ demonstration: false });
    expect(
      await refusal(bootstrapAdministrator(empty.ctx(), { name: "First", organisation: "SL-KPA" })),
    ).toBe("not-allowed");
    expect(await bootstrapAdministrator(empty.ctx(), { name: "First", organisation: "KPCS" })).toMatch(
      /^\/invitation\/[A-Za-z0-9_-]{43}$/,
    );
    expect(await refusal(bootstrapAdministrator(empty.ctx(), { name: "Second", organisation: "KPCS" }))).toBe(
      "already-done",
    );
    await empty.close();
  });
});

describe("roles", () => {
  test("are granted once, count from the next request, and end at once when withdrawn", async () => {
    const ctx = scheme.ctx(administrator);
    const { person } = await invitePerson(ctx, {
      ...someone,
      name: "Role Holder",
      roles: ["issuing-officer"],
    });
    const token = await beginSession(
      ctx,
      { person, organisation: "SL-KPA", company: null, method: "passkey" },
      new Headers(),
    );
    expect((await authenticate(ctx, cookie(token)))?.roles).toEqual(["issuing-officer"]);
    const grant = await grantRole(ctx, {
      person,
      organisation: "SL-KPA",
      role: "validating-officer",
      companyName: null,
    });
    expect((await authenticate(ctx, cookie(token)))?.roles.length).toBe(2);
    expect(
      await refusal(
        grantRole(ctx, { person, organisation: "SL-KPA", role: "validating-officer", companyName: null }),
      ),
    ).toBe("already-done");
    await withdrawRole(ctx, { grant });
    expect((await authenticate(ctx, cookie(token)))?.roles).toEqual(["issuing-officer"]);
    expect(await refusal(withdrawRole(ctx, { grant }))).toBe("not-found");
    await withdrawRole(ctx, { grant: (await grantsOf(reader(), person))[0]!.id });
    expect(await authenticate(ctx, cookie(token))).toBeNull();
  });

  test("are not given to people of another authority, nor taken there, nor taken from oneself", async () => {
    const { person } = await invitePerson(scheme.ctx(administrator), {
      ...someone,
      name: "Held Here",
      roles: ["issuing-officer"],
    });
    const [grant] = await grantsOf(reader(), person);
    const elsewhere = scheme.ctx({ ...administrator, organisation: "BW-KPA" });
    expect(
      await refusal(
        grantRole(elsewhere, { person, organisation: "BW-KPA", role: "issuing-officer", companyName: null }),
      ),
    ).toBe("not-found");
    expect(await refusal(withdrawRole(elsewhere, { grant: grant!.id }))).toBe("not-allowed");
    expect(
      await refusal(withdrawRole(scheme.ctx({ ...administrator, id: person }), { grant: grant!.id })),
    ).toBe("not-allowed");
    await grantRole(scheme.ctx(), {
      person,
      organisation: "BW-KPA",
      role: "importing-officer",
      companyName: null,
    });
    expect(
      (await peopleOf(reader(), "BW-KPA")).find((one) => one.id === person)?.grants.map((held) => held.role),
    ).toEqual(["importing-officer"]);
  });
});

describe("recovery codes", () => {
  test("open the door once each, as people type them, and a new set voids the old", async () => {
    const { person } = await invitePerson(scheme.ctx(administrator), {
      ...someone,
      name: "Lost Passkey",
      roles: ["issuing-officer"],
    });
    const self = scheme.ctx({
      id: person,
      name: "Lost Passkey",
      organisation: "SL-KPA",
      roles: ["issuing-officer"],
    });
    const codes = await makeRecoveryCodes(self);
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^[0-9A-HJKMNP-TV-Z]{6}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/.test(code))).toBe(true);
    const use = async (code: string) => {
      const result = await useRecoveryCode(
        scheme.ctx({ kind: "system", id: "visitor", organisation: null, roles: [] }),
        code,
      );
      return result.ok ? result.grant.person : result.reason;
    };
    expect(
      await use(codes[3]!.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")),
    ).toBe(person);
    expect(await use(codes[3]!)).toBe("code-wrong");
    expect(await use(codes[4]!)).toBe(person);
    const at = codes[5]!.length - 1;
    expect(await use(codes[5]!.slice(0, at) + (codes[5]!.endsWith("0") ? "1" : "0"))).toBe("code-wrong");
    for (const wrong of ["", "x", "0".repeat(22), "😀".repeat(22)])
      expect(await use(wrong)).toBe("code-wrong");
    await makeRecoveryCodes(self);
    expect(await use(codes[6]!)).toBe("code-wrong");
  });

  test("of two uses at once, one opens", async () => {
    const { person } = await invitePerson(scheme.ctx(administrator), {
      ...someone,
      name: "Two At Once",
      roles: ["issuing-officer"],
    });
    const [code] = await makeRecoveryCodes(
      scheme.ctx({ id: person, name: "Two At Once", organisation: "SL-KPA", roles: ["issuing-officer"] }),
    );
    const results = await Promise.all([
      useRecoveryCode(scheme.ctx(), code!),
      useRecoveryCode(scheme.ctx(), code!),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });
});

describe("the demonstration's people", () => {
  test("are one for each role of each authority, and two companies' clerks where the demonstration trades", async () => {
    const count = await seedDemonstrationPeople(scheme.ctx(), [
      { code: "SL-KPA" },
      { code: "BW-KPA", name: "Botswana" },
    ]);
    expect(count).toBe(1 + 2 * 6);
    const found = await findDemonstrationPerson(reader(), {
      organisation: "SL-KPA",
      role: "issuing-officer",
      company: null,
    });
    expect(found?.name).toBe("Demo Issuing Officer, Sierra Leone");
    const clerk = await findDemonstrationPerson(reader(), {
      organisation: "BW-KPA",
      role: "exporter",
      company: "BW-KPA.demo-2",
    });
    expect(clerk?.companyName).toContain("Sample");
  });

  test("cannot be put into a real scheme", async () => {
    const real = await testScheme({ demonstration: false });
    expect(await refusal(seedDemonstrationPeople(real.ctx(), [{ code: "SL-KPA" }]))).toBe("not-allowed");
    await real.close();
  });
});

describe("the record", () => {
  beforeAll(async () => {
    const ctx = scheme.ctx(administrator);
    const { id } = await makeApiKey(ctx, {
      organisation: "SL-KPA",
      name: "Customs link",
      roles: ["importing-officer"],
    });
    await endApiKey(ctx, { id });
    const { person } = await invitePerson(ctx, {
      ...someone,
      name: "Passkey Holder",
      roles: ["issuing-officer"],
    });
    const self = scheme.ctx({
      id: person,
      name: "Passkey Holder",
      organisation: "SL-KPA",
      roles: ["issuing-officer"],
    });
    const bytes = (fill: number) => new Uint8Array(32).fill(fill);
    const passkey = { publicKey: bytes(9), counter: 4, transports: ["usb"], synced: true };
    for (const fill of [1, 2])
      await registerPasskey(self, { ...passkey, credential: bytes(fill), name: `Holder's key ${fill}` });
    await removePasskey(self, bytes(1));
    await linkExternalLogin(self, {
      organisation: "SL-KPA",
      issuer: "https://officer.example",
      login: "Holder-7",
    });
  });

  test("has no name, address, role, credential or digest of a person or key in its public part", async () => {
    const { rows } = await scheme.owner.pool.query(
      "select leaf, type from act where type ~ '^(person|role|passkey|recovery|external|api-key)' order by serial",
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set((rows as { type: string }[]).map((row) => row.type))).toEqual(
      new Set(identityActKinds.map((kind) => kind.type)),
    );
    for (const row of rows as { leaf: Buffer; type: string }[]) {
      const act = readAct(row.leaf);
      expect(
        Object.keys(act.public).filter((key) => key !== "organisation"),
        row.type,
      ).toEqual([]);
      expect(act.subject).toMatch(/^(person|api-key):[0-9a-f-]{36}$/);
      expect(row.leaf.toString("latin1")).not.toMatch(
        /Officer|Holder|Clerk|Ltd|officer|exporter|administrator|Customs/,
      );
    }
  });

  test("derives every table of people again, row for row", async () => {
    const report = await audit(scheme.owner.kysely, [...recordActKinds, ...identityActKinds]);
    expect(report.difference ?? null).toBeNull();
    expect(report.ok).toBe(true);
  });
});

describe("small rules", () => {
  test("tries come back with time, per key", () => {
    const limit = { tries: 2, refill: 1_000 };
    const tries = (key: string, now: number) => mayTry(limit, `test ${key}`, now);
    expect([tries("a", 0), tries("a", 0), tries("a", 0), tries("b", 0)]).toEqual([true, true, false, true]);
    expect([
      tries("a", 999),
      tries("a", 1_000),
      tries("a", 1_000),
      tries("a", 1_999),
      tries("a", 2_000),
    ]).toEqual([false, true, false, false, true]);
  });

  test("one goes on to a path of this site only", () => {
    expect(safeBack("/account?x=1", "/")).toBe("/account?x=1");
    for (const path of [
      undefined,
      "",
      "account",
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/a\nb",
      "/sign-in?back=/sign-in",
      "/x\\..\\y",
    ]) {
      expect(safeBack(path, "/home")).toBe("/home");
    }
  });
});
