// The table short_document (projection): technical certificates and letters of comfort, each with its history.
import { sql } from "kysely";
import type { DocumentKind, DocumentPurpose, DocumentState } from "#core/certificate/short-document.ts";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection, Tx } from "#modules/record/index.ts";
import type { Reader } from "../store.ts";

export interface DocumentFacts extends Facts {
  readonly number: string;
  readonly serial: number;
  readonly year: number;
  readonly receiver: string;
  readonly purpose: string;
  readonly goods: string;
  readonly recipient: string;
  readonly issuedOn: string;
  /** Carats in hundredths, public id of the certificate whose goods are held. */
  readonly [optional: string]: string | number | bigint | Uint8Array | Facts;
}

export interface DocumentRow {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly authority: string;
  readonly receiver: string;
  readonly state: DocumentState;
  readonly content: {
    readonly purpose: DocumentPurpose;
    readonly goods: string;
    readonly recipient: string;
    /** Hundredths, as decimal digits. */
    readonly carats?: string;
  };
  readonly certificate: Buffer | null;
  readonly issued_on: string;
  readonly history: readonly { readonly step: string; readonly at: string; readonly authority: string }[];
  readonly head: Buffer;
}

const idOf = (act: { subject: string }): string => act.subject.slice("document:".length);

export function projectIssued(kind: DocumentKind) {
  return async (tx: Projection, acts: readonly ProjectedAct<Facts, DocumentFacts>[]): Promise<void> => {
    for (const act of acts) {
      const { number, serial, year, receiver, purpose, goods, recipient, issuedOn, certificate } =
        act.private;
      const carats = act.private["carats"] as number | bigint | undefined;
      const content = {
        purpose,
        goods,
        recipient,
        ...(carats === undefined ? {} : { carats: String(carats) }),
      };
      const history = [{ step: "issued", at: act.at, authority: act.organisation }];
      await sql`
        insert into short_document (id, kind, number, serial, year, authority, receiver, state, content, certificate, issued_on, history, head)
        values (${idOf(act)}, ${kind}, ${number}, ${serial}, ${year}, ${act.organisation}, ${receiver}, 'ISSUED', ${JSON.stringify(content)},
          ${certificate ?? null}, ${issuedOn}, ${JSON.stringify(history)}, ${act.leafHash})`.execute(tx.db);
    }
  };
}

export function projectStep(step: "used" | "closed", state: DocumentState) {
  return async (tx: Projection, acts: readonly ProjectedAct<Facts, Facts>[]): Promise<void> => {
    for (const act of acts) {
      const entry = JSON.stringify([{ step, at: act.at, authority: act.organisation }]);
      await sql`
        update short_document set state = ${state}, history = history || ${entry}::jsonb, head = ${act.leafHash}
        where id = ${idOf(act)}`.execute(tx.db);
    }
  };
}

/** The next number of an authority's kind and year; nobody else takes one until the transaction ends. */
export async function nextSerial(tx: Tx, authority: string, kind: string, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`document ${authority} ${kind} ${year}`}, 7102))`.execute(
    tx.db,
  );
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(serial), 0) + 1 as next from short_document
    where authority = ${authority} and kind = ${kind} and year = ${year}`.execute(tx.db);
  return rows[0]?.next ?? 1;
}

export async function lockDocument(tx: Tx, id: string): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`select * from short_document where id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function findDocument(reader: Reader, id: string): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`select * from short_document where id = ${id}`.execute(reader.db);
  return rows[0];
}

/** Issued or received by an authority, newest first. */
export async function listDocuments(reader: Reader, authority: string): Promise<readonly DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`
    select * from short_document where authority = ${authority} or receiver = ${authority}
    order by issued_on desc, number desc limit 200`.execute(reader.db);
  return rows;
}
