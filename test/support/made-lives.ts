// Certificates in a test's scheme without desks, papers or checks: each act is recorded as its command would have done, on the
// day of the scheme's clock, so that a test can let hundreds of lives happen in a second.
import type { CertificateState, LifeEventKind } from "#core/certificate/life.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import { certificatesModule } from "#modules/certificates/index.ts";
import type { TestScheme } from "./scheme.ts";

/** Hundredths of a carat, cents. */
export type MadeLine = readonly [code: string, carats: number, usd: number];

export interface Made {
  /** Public id, hexadecimal. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface MadeLives {
  issued(from: string, to: string, lines: readonly MadeLine[], validDays?: number): Promise<Made>;
  sealed(made: Made): Promise<Made>;
  left(made: Made): Promise<void>;
  arrives(made: Made): Promise<void>;
  /** With what was found, where it was weighed. */
  confirmed(made: Made, found?: readonly MadeLine[]): Promise<void>;
  /** Any other step, and how the certificate stands after it. */
  stands(made: Made, event: LifeEventKind, state: CertificateState, publicFacts?: object): Promise<void>;
}

const authorities: Readonly<Record<string, string>> = {
  SL: "SL-KPA",
  BW: "BW-KPA",
  EU: "EU-BE",
  IN: "IN-KPA",
};
const ofTheIssuer: ReadonlySet<LifeEventKind> = new Set<LifeEventKind>([
  "issued",
  "validated",
  "exported",
  "returned",
  "replaced",
  "invalidated",
  "lost",
  "stolen",
]);

export function madeLives(scheme: TestScheme): MadeLives {
  let serial = 0;
  const today = (): string => new Date(scheme.now).toISOString().slice(0, 10);
  const happens = async (made: Made, event: LifeEventKind, facts: object, publicFacts: object = {}) => {
    const organisation = authorities[ofTheIssuer.has(event) ? made.from : made.to] ?? "";
    const actor = { id: "somebody", name: "Somebody", organisation, roles: [] };
    await inTransaction(scheme.ctx(actor), (tx) =>
      record(tx, kindOf(event), {
        subject: `certificate:${made.id}`,
        public: publicFacts as Record<string, never>,
        private: facts as Record<string, never>,
      }),
    );
  };
  return {
    async issued(from, to, lines, validDays = 60) {
      serial += 1;
      const made = { id: serial.toString(16).padStart(32, "0"), from, to };
      const expiresOn = new Date(scheme.now + validDays * 86_400_000).toISOString().slice(0, 10);
      const party = (country: string) => ({ name: "Somebody", address: "1 Street", country });
      const content = {
        participant: from,
        number: `${from}${serial}`,
        authority: authorities[from] ?? "",
        origin: { kind: "SINGLE", country: from },
        issuedOn: today(),
        expiresOn,
        exporter: party(from),
        importer: party(to === "EU" ? "BE" : to),
        parcels: 1,
        lines: asFacts(lines),
        containers: [],
      };
      const expiresAt = `${expiresOn}T23:59:59Z`;
      const facts = { office: `${from}/1`, year: 2025, serial, content, expiresAt, destination: to };
      await happens(made, "issued", facts, { participant: from });
      return made;
    },
    async sealed(made) {
      const facts = { validatedOn: today(), containers: [], qrText: "Q" };
      await happens(made, "validated", facts, { signer: new Uint8Array(8) });
      return made;
    },
    left: (made) => happens(made, "exported", { exportedOn: today() }),
    arrives: (made) => happens(made, "presented", { arrivedOn: today() }),
    confirmed: (made, found) => {
      const actuals = { seals: [], ...(found === undefined ? {} : { lines: asFacts(found) }) };
      const outcome = found === undefined ? "full" : "discrepancy";
      const facts = { receivedOn: today(), checklist: {}, mismatches: [], actuals };
      return happens(made, "confirmed", facts, { outcome });
    },
    stands: (made, event, state, publicFacts) =>
      happens(made, event, { state, on: today(), reason: "OTHER_REASON" }, publicFacts),
  };
}

function kindOf(event: LifeEventKind): AnyActKind {
  const kind = certificatesModule.actKinds.find(({ type }) => type === `certificate.${event}`);
  if (kind === undefined) throw new Error(event);
  return kind;
}

function asFacts(lines: readonly MadeLine[]) {
  return lines.map(([code, carats, usd]) => ({ code, carats, usd }));
}
