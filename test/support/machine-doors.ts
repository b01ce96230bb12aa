// The machine doors as programs of several authorities find them: the real application on a real database, for tests.
import { afterAll, beforeAll, expect } from "vitest";
import { certificatesModule, forgetAnswers } from "#modules/certificates/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { recordModule } from "#modules/record/index.ts";
import type { Actor, App, Module, Sequencer } from "#modules/record/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { createApp } from "../../src/apps/server/app.ts";
import { testScheme } from "./scheme.ts";
import type { TestScheme } from "./scheme.ts";

const officer = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "api-key",
  id: `00000000-0000-7000-8000-0000000000${String(place).padStart(2, "0")}`,
  name: `Program ${place}`,
  organisation,
  roles,
});

export const people: Readonly<Record<string, Actor>> = {
  counter: officer(11, "SL-KPA", "issuing-officer"),
  desk: officer(12, "SL-KPA", "issuing-officer"),
  validator: officer(13, "SL-KPA", "validating-officer"),
  antwerp: officer(14, "EU-BE", "importing-officer"),
  dubai: officer(15, "AE-KPA", "importing-officer"),
  elsewhere: officer(16, "BW-KPA", "issuing-officer"),
  secretariat: officer(19, "KPCS", "secretariat"),
  clerk: { ...officer(17, "SL-KPA", "exporter"), kind: "person", company: "SL-KPA.one" },
  otherClerk: { ...officer(18, "SL-KPA", "exporter"), kind: "person", company: "SL-KPA.two" },
};

export const modules: readonly Module[] = [recordModule, schemeModule, identityModule, certificatesModule];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the tests look at
  readonly body: any;
}

export const goods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
};
export const office = "SL-KPA/FNA";

export interface Doors {
  /** `who` is a person of `people`; null asks without credentials. */
  readonly call: (
    who: string | null,
    method: "GET" | "POST",
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  readonly issued: () => Promise<{ id: string; number: string }>;
  readonly validated: () => Promise<{ id: string; number: string; qrText: string; seal: string }>;
  /** No two of them are alike. */
  readonly nextSeal: () => string;
  readonly scheme: TestScheme;
  /** What the application reported as its own fault. */
  readonly bugs: readonly unknown[];
}

/** Opens them before the tests of this file and closes them afterwards. */
export function useMachineDoors(): Doors {
  let scheme: TestScheme;
  let sequencer: Sequencer;
  let app: App;
  let seals = 0;
  const bugs: unknown[] = [];

  beforeAll(async () => {
    scheme = await testScheme();
    await seedParticipants(scheme.ctx());
    await seedDemonstrationAuthorities(scheme.ctx());
    const { database, keyring } = scheme;
    sequencer = await scheme.startSequencer({ onError: (error) => bugs.push(error) });
    // What the running program does after each commit.
    const committed = (): void => {
      sequencer.nudge();
      forgetAnswers({ database });
    };
    app = createApp({
      modules,
      assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
      base: { database, keyring, clock: () => scheme.now, committed },
      authenticate: async (_, headers) => people[headers.get("authorization")?.slice(7) ?? ""] ?? null,
      founding: async () => undefined,
      report: (error) => bugs.push(error),
      baseUrl: "http://localhost",
    });
  });
  afterAll(async () => {
    await sequencer.stop();
    await scheme.close();
  });

  const nextSeal = (): string => `SL-T-${++seals}`;

  async function call(
    who: string | null,
    method: "GET" | "POST",
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const text = body === undefined ? "{}" : typeof body === "string" ? body : JSON.stringify(body);
    const response = await app.request(path, {
      method,
      headers: {
        ...(who === null ? {} : { authorization: `Bearer ${who}` }),
        ...(method === "POST"
          ? { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }
          : {}),
        ...headers,
      },
      ...(method === "POST" ? { body: text } : {}),
    });
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? await response.json() : new Uint8Array(await response.arrayBuffer()),
    };
  }

  async function issued(): Promise<{ id: string; number: string }> {
    const { status, body } = await call("desk", "POST", "/api/certificates", { office, goods });
    expect(status).toBe(201);
    return body;
  }

  async function validated(): Promise<{ id: string; number: string; qrText: string; seal: string }> {
    const certificate = await issued();
    const name = nextSeal();
    const { status, body } = await call("validator", "POST", `/api/certificates/${certificate.id}/validate`, {
      containers: [{ seal: name }],
    });
    expect(status).toBe(200);
    return { ...certificate, qrText: body.qrText, seal: name };
  }

  return {
    call,
    issued,
    validated,
    nextSeal,
    get scheme() {
      return scheme;
    },
    bugs,
  };
}
