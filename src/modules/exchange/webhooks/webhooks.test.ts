// Webhooks against real receivers on this machine: lost, failing, slow, redirecting, badly encrypted ones.
import { createHmac, timingSafeEqual } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { certificatesModule, issue, validate } from "#modules/certificates/index.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { schemeActKinds, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import {
  changeSecret,
  enableWebhook,
  registerWebhook,
  removeWebhook,
  sendAgain,
} from "../commands/webhooks.ts";
import { webhookActKinds } from "./acts.ts";
import { addressProblem, mayConnect } from "./address.ts";
import { tellEverybody } from "./deliver.ts";
import { WebhookMessage } from "../messages/schemas.ts";
import { giveUpMillis, waitAfter } from "./retry.ts";
import { sendOnce } from "./send.ts";
import * as store from "./store.ts";

const someone = (organisation: string, role: string, id = role): Partial<Actor> => ({
  id: `00000000-0000-7000-8000-${id.length.toString().padStart(4, "0")}${organisation.length.toString().padStart(8, "0")}`,
  name: `${role} of ${organisation}`,
  organisation,
  roles: [role],
});

let scheme: TestScheme;
const as = (organisation: string, role: string): Ctx => scheme.ctx(someone(organisation, role));
const tell = () => {
  const { database, keyring, clock, committed } = scheme.ctx();
  return tellEverybody({ database, keyring, clock, committed });
};

interface Heard {
  readonly id: string;
  readonly body: WebhookMessage;
  readonly text: string;
  readonly headers: IncomingMessage["headers"];
}

interface Receiver {
  readonly url: string;
  readonly heard: Heard[];
  /** What it does next; by default it says 204. */
  answer: (response: ServerResponse) => void;
  close(): void;
}

const open: Server[] = [];

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function receiver(): Promise<Receiver> {
  const heard: Heard[] = [];
  const server = createHttp((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      heard.push({
        id: String(request.headers["webhook-id"]),
        get body() {
          return WebhookMessage.parse(JSON.parse(text));
        },
        text,
        headers: request.headers,
      });
      the.answer(response);
    });
  });
  const the: Receiver = {
    url: `http://127.0.0.1:${await listen(server)}/hook`,
    heard,
    answer: (response) => response.writeHead(204).end(),
    close: () => server.close(),
  };
  return the;
}

const says =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end();

let seal = 1;
const goods = () => ({
  origin: { kind: "SINGLE" as const, country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [{ seal: `SL-W-${seal++}` }],
});

async function issueOne(): Promise<{ id: string; number: string }> {
  const issued = await issue(as("SL-KPA", "issuing-officer"), { office: "SL-KPA/FNA", goods: goods() });
  await scheme.sequence();
  return issued;
}

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  await scheme.sequence();
});
beforeEach(async () => {
  const { rows } = await scheme.owner.pool.query<{ id: string; organisation: string }>(
    "select id, organisation from webhook where removed_at is null",
  );
  for (const { id, organisation } of rows)
    await removeWebhook(as(organisation, "authority-administrator"), id);
  await scheme.sequence();
});
afterEach(() => {
  for (const server of open.splice(0)) {
    (server as Server & { closeAllConnections?: () => void }).closeAllConnections?.();
    server.close();
  }
});
afterAll(() => scheme.close());

const administrator = (organisation: string): Ctx => as(organisation, "authority-administrator");

describe("a webhook", () => {
  test("hears what concerns its authority from its registration on, in order, signed as Standard Webhooks say", async () => {
    await issueOne();
    const there = await receiver();
    const { secret } = await registerWebhook(administrator("SL-KPA"), { url: there.url, events: [] });
    await scheme.sequence();
    const { id, number } = await issueOne();
    await validate(as("SL-KPA", "validating-officer"), { certificate: id });
    await scheme.sequence();
    await tell();
    expect(there.heard.map(({ body }) => [body.type, body.data.certificate, body.data.number])).toEqual([
      ["certificate.issued", id, number],
      ["certificate.validated", id, number],
    ]);
    for (const { headers, text } of there.heard) {
      const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${text}`;
      const key = Buffer.from(secret.replace("whsec_", ""), "base64");
      const mac = createHmac("sha256", key).update(signed).digest();
      const [version, signature = ""] = String(headers["webhook-signature"]).split(",");
      expect([version, timingSafeEqual(mac, Buffer.from(signature, "base64"))]).toEqual(["v1", true]);
      expect(Number(headers["webhook-timestamp"])).toBe(scheme.now / 1_000);
    }
    await tell();
    expect(there.heard).toHaveLength(2);
  });

  test("of the destination hears the number too; of somebody else hears nothing; of a chosen event hears only that", async () => {
    const [antwerp, gaborone, choosy] = [await receiver(), await receiver(), await receiver()];
    await registerWebhook(administrator("EU-BE"), { url: antwerp.url, events: [] });
    await registerWebhook(administrator("BW-KPA"), { url: gaborone.url, events: [] });
    await registerWebhook(administrator("SL-KPA"), { url: choosy.url, events: ["certificate.validated"] });
    await scheme.sequence();
    const { id, number } = await issueOne();
    await validate(as("SL-KPA", "validating-officer"), { certificate: id });
    await scheme.sequence();
    await tell();
    expect(antwerp.heard.map(({ body }) => body.data.number)).toEqual([number, number]);
    expect(gaborone.heard).toEqual([]);
    expect(choosy.heard.map(({ body }) => body.type)).toEqual(["certificate.validated"]);
  });

  test("that fails is tried again later with the same id, and what comes after it waits its turn", async () => {
    const there = await receiver();
    const { id: webhook } = await registerWebhook(administrator("SL-KPA"), { url: there.url, events: [] });
    await scheme.sequence();
    there.answer = says(500);
    const [first, second] = [await issueOne(), await issueOne()];
    await tell();
    await tell();
    expect(there.heard.map(({ body }) => body.data.certificate)).toEqual([first.id]);
    scheme.now += 10_000;
    // This one takes the request and never answers: the connection is lost.
    there.answer = (response) => void response.destroy();
    await tell();
    scheme.now += 60_000;
    there.answer = says(204);
    await tell();
    expect(there.heard.map(({ body }) => body.data.certificate)).toEqual([
      first.id,
      first.id,
      first.id,
      second.id,
    ]);
    expect(new Set(there.heard.slice(0, 3).map(({ id }) => id)).size).toBe(1);
    const log = await store.deliveriesOf({ db: scheme.database.kysely }, webhook, {
      before: null,
      limit: 10,
    });
    expect(log.map(({ state, tries, status }) => [state, tries, status])).toEqual([
      ["delivered", 1, 204],
      ["delivered", 3, 204],
    ]);
  });

  test("is told again after a crash between the sending and the remembering: at least once, under the same id", async () => {
    const there = await receiver();
    await registerWebhook(administrator("SL-KPA"), { url: there.url, events: [] });
    await scheme.sequence();
    await issueOne();
    // The database goes away while the receiver answers, as when the program is killed.
    there.answer = (response) => {
      void scheme.owner.pool
        .query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'test' and state <> 'idle'",
        )
        .then(() => response.writeHead(204).end());
    };
    await tell().catch(() => undefined);
    there.answer = says(204);
    await tell();
    expect(there.heard).toHaveLength(2);
    expect(there.heard[0]?.id).toBe(there.heard[1]?.id);
    await tell();
    expect(there.heard).toHaveLength(2);
  });

  test("that fails for five days is disabled; enabled again it hears everything it missed, in order", async () => {
    const there = await receiver();
    const { id: webhook } = await registerWebhook(administrator("SL-KPA"), { url: there.url, events: [] });
    await scheme.sequence();
    there.answer = says(503);
    const [first, second] = [await issueOne(), await issueOne()];
    await tell();
    const end = scheme.now + giveUpMillis;
    let tries = 1;
    for (; scheme.now < end + 86_400_000; scheme.now += 12 * 3_600_000, tries++) await tell();
    expect(there.heard.length).toBeLessThan(tries);
    const row = await store.findWebhook({ db: scheme.database.kysely }, webhook);
    expect(row?.disabled_why).toBe("failing");
    there.heard.splice(0);
    there.answer = says(200);
    await tell();
    expect(there.heard).toEqual([]);
    await enableWebhook(administrator("SL-KPA"), webhook);
    await tell();
    expect(there.heard.map(({ body }) => body.data.certificate)).toEqual([first.id, second.id]);
  });

  test("that says it is gone is disabled at once; one delivery can be sent again by hand; a changed secret signs the next", async () => {
    const there = await receiver();
    const { id, secret } = await registerWebhook(administrator("SL-KPA"), { url: there.url, events: [] });
    await scheme.sequence();
    await issueOne();
    await tell();
    const [delivered] = await store.deliveriesOf({ db: scheme.database.kysely }, id, {
      before: null,
      limit: 1,
    });
    const changed = await changeSecret(administrator("SL-KPA"), id);
    expect(changed.secret).not.toBe(secret);
    await sendAgain(as("SL-KPA", "importing-officer"), id, delivered?.position ?? -1n);
    await expect(
      sendAgain(as("EU-BE", "importing-officer"), id, delivered?.position ?? -1n),
    ).rejects.toMatchObject({
      code: "not-found",
    });
    await tell();
    expect(there.heard.map((one) => one.id)).toEqual([there.heard[0]?.id, there.heard[0]?.id]);
    const signatures = there.heard.map(({ headers }) => headers["webhook-signature"]);
    expect(signatures[0]).not.toBe(signatures[1]);
    there.answer = says(410);
    await issueOne();
    await tell();
    expect((await store.findWebhook({ db: scheme.database.kysely }, id))?.disabled_why).toBe("gone");
  });

  test("is registered by an administrator of its authority only", async () => {
    const input = { url: "https://example.org/hook", events: [] };
    await expect(registerWebhook(as("SL-KPA", "issuing-officer"), input)).rejects.toMatchObject({
      code: "not-allowed",
    });
    await expect(
      registerWebhook(administrator("SL-KPA"), { ...input, events: ["application.submitted"] }),
    ).rejects.toMatchObject({ fields: [{ field: "events", code: "NOT_IN_LIST" }] });
    await expect(
      registerWebhook(administrator("SL-KPA"), { ...input, url: "http://example.org" }),
    ).rejects.toMatchObject({
      fields: [{ field: "url", code: "URL_NOT_HTTPS" }],
    });
  });

  test("and what became of it is a matter of acts: made again from them, the table is the same", async () => {
    const kinds = [...recordActKinds, ...schemeActKinds, ...certificatesModule.actKinds, ...webhookActKinds];
    await scheme.sequence();
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  });
});

describe("sending", () => {
  const demonstration = { loopbackToo: true };

  test("follows no redirect, waits no longer than it must, and takes no bad certificate", async () => {
    const elsewhere = await receiver();
    const there = await receiver();
    there.answer = says(302, { location: elsewhere.url });
    expect(await sendOnce(there.url, "{}", {}, demonstration)).toEqual({
      ok: false,
      status: 302,
      failure: "redirect",
    });
    expect(elsewhere.heard).toEqual([]);
    there.answer = () => undefined;
    expect(await sendOnce(there.url, "{}", {}, demonstration, 150)).toEqual({
      ok: false,
      status: null,
      failure: "timeout",
    });
    there.close();
    expect(await sendOnce("http://127.0.0.1:9/", "{}", {}, demonstration)).toMatchObject({
      failure: "unreachable",
    });
    const folder = mkdtempSync(join(tmpdir(), "kimberlite-tls-"));
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
        "-keyout",
        join(folder, "key.pem"),
        "-out",
        join(folder, "cert.pem"),
      ],
      { stdio: "ignore" },
    );
    let reached = false;
    const tls = createHttps(
      { key: readFileSync(join(folder, "key.pem")), cert: readFileSync(join(folder, "cert.pem")) },
      (_, response) => {
        reached = true;
        response.writeHead(204).end();
      },
    );
    const port = await listen(tls);
    expect(await sendOnce(`https://localhost:${port}/`, "{}", {}, demonstration)).toMatchObject({
      ok: false,
      failure: "tls",
    });
    expect(reached).toBe(false);
  });

  test("never reaches this machine or a private network in a real scheme, whatever the name stands for", async () => {
    const there = await receiver();
    const real = { loopbackToo: false };
    const byName = there.url.replace("127.0.0.1", "localhost");
    expect(await sendOnce(there.url, "{}", {}, real)).toMatchObject({ failure: "private" });
    expect(await sendOnce(byName, "{}", {}, real)).toMatchObject({ failure: "private" });
    expect(there.heard).toEqual([]);
    expect(await sendOnce(byName, "{}", {}, demonstration)).toMatchObject({ ok: true });
    const refused = [
      "10.1.2.3",
      "172.20.0.1",
      "192.168.1.1",
      "169.254.169.254",
      "100.64.0.1",
      "0.0.0.0",
      "224.0.0.1",
      "::",
      "::1",
      "fe80::1",
      "fd00::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "2002:a00:1::",
      "2001:db8::1",
    ];
    expect(refused.filter((address) => mayConnect(address, real))).toEqual([]);
    expect(["10.1.2.3", "fd00::1"].filter((address) => mayConnect(address, demonstration))).toEqual([]);
    expect(["8.8.8.8", "2606:4700::1111"].filter((address) => mayConnect(address, real))).toHaveLength(2);
  });

  test("an address is refused before anything is sent to it", () => {
    const real = { loopbackToo: false };
    const cases: readonly (readonly [string, string | undefined])[] = [
      ["https://kp.example.org/hook", undefined],
      ["https://kp.example.org:8443/hook?x=1", undefined],
      ["http://kp.example.org/hook", "URL_NOT_HTTPS"],
      ["ftp://kp.example.org/", "URL_NOT_HTTPS"],
      ["https://user:secret@kp.example.org/", "URL_INVALID"],
      ["kp.example.org", "URL_INVALID"],
      ["https://localhost/", "URL_PRIVATE"],
      ["https://127.0.0.1/", "URL_PRIVATE"],
      ["https://2130706433/", "URL_PRIVATE"],
      ["https://0x7f.1/", "URL_PRIVATE"],
      ["https://[::1]/", "URL_PRIVATE"],
      ["https://[::ffff:127.0.0.1]/", "URL_PRIVATE"],
      ["https://169.254.169.254/latest/meta-data", "URL_PRIVATE"],
    ];
    for (const [url, problem] of cases) expect([url, addressProblem(url, real)]).toEqual([url, problem]);
    expect(addressProblem("http://localhost:9999/hook", { loopbackToo: true })).toBeUndefined();
    expect(addressProblem("http://192.168.1.1/hook", { loopbackToo: true })).toBe("URL_NOT_HTTPS");
  });

  test("waits longer after each failure, from seconds to eight hours, never the same for all", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map((tries) => waitAfter(tries, 0.5) / 1_000)).toEqual([
      5, 20, 80, 320, 1_280, 5_120, 20_480, 28_800, 28_800,
    ]);
    expect([waitAfter(1, 0), waitAfter(1, 1)]).toEqual([3_750, 6_250]);
  });
});
