// An alert of double use reaches the programs of those whom it concerns, by webhook: also an authority that has nothing else to
// do with the certificate, and without its number.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { issue, validate } from "#modules/certificates/index.ts";
import { handInScans } from "#modules/certificates/scans/hand-in.ts";
import { registerWebhook } from "#modules/exchange/commands/webhooks.ts";
import { tellEverybody } from "#modules/exchange/webhooks/deliver.ts";
import type { Ctx } from "#modules/record/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { device } from "./support/device.ts";
import { testScheme } from "./support/scheme.ts";
import type { TestScheme } from "./support/scheme.ts";

interface Message {
  readonly type: string;
  readonly data: { readonly certificate: string; readonly organisation: string; readonly number?: string };
}

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
});
afterAll(() => scheme.close());

const as = (organisation: string, role: string): Ctx =>
  scheme.ctx({ id: `${organisation} ${role}`, name: role, organisation, roles: [role] });

test("both authorities and the issuer hear of a certificate that was used twice, and nobody else does", async () => {
  const heard = new Map<string, Message[]>();
  const servers = [];
  for (const organisation of ["SL-KPA", "EU-BE", "IL-KPA", "AE-KPA"]) {
    const messages: Message[] = [];
    heard.set(organisation, messages);
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        messages.push(JSON.parse(Buffer.concat(parts).toString()) as Message);
        response.writeHead(204).end();
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await registerWebhook(as(organisation, "authority-administrator"), {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      events: ["certificate.scanned-twice"],
    });
  }
  const { id, number } = await issue(as("SL-KPA", "issuing-officer"), {
    office: "SL-KPA/FNA",
    goods: {
      origin: { kind: "SINGLE", country: "SL" },
      exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street", country: "SL" },
      importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22", country: "BE" },
      parcels: 1,
      lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
      containers: [{ seal: "SL-W-1" }],
    },
  });
  await validate(as("SL-KPA", "validating-officer"), { certificate: id });
  for (const organisation of ["EU-BE", "IL-KPA"]) {
    const desk = device();
    await handInScans(as(organisation, "importing-officer"), {
      devicePublicKey: desk.publicKey,
      scans: [desk.sign({ certificate: Buffer.from(id, "hex") })],
    });
  }
  await scheme.sequence();
  const { actor: _, ...base } = scheme.ctx();
  await tellEverybody(base);
  for (const server of servers) server.close();
  const told = (organisation: string) =>
    heard.get(organisation)?.map(({ type, data }) => [type, data.certificate, data.number]);
  const alert = "certificate.scanned-twice";
  expect(told("SL-KPA")).toEqual([[alert, id, number]]);
  expect(told("EU-BE")).toEqual([[alert, id, number]]);
  expect(told("IL-KPA")).toEqual([[alert, id, undefined]]);
  expect(told("AE-KPA")).toEqual([]);
});
