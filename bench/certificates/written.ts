// What our commands wrote, read back as plain parameters, so that a bare writer can write the very same rows again.
import pg from "pg";

export interface WrittenAct {
  /** Values of `actColumns`. */
  readonly act: readonly unknown[];
  readonly claims: Buffer;
}

export interface WrittenCertificate {
  readonly office: string;
  /** Its issue, and its validation where there was one. */
  readonly acts: readonly WrittenAct[];
  /** Values of `certificateColumns`, as they were at the issue. */
  readonly issued: readonly unknown[];
  /** Public id, instant, text of the code, what the content gained, head. */
  readonly validated: readonly unknown[];
  readonly year: number;
  readonly serial: string;
}

export const actColumns = [
  "id",
  "type",
  "subject",
  "organisation",
  "at",
  "previous",
  "leaf",
  "leaf_hash",
] as const;
export const actTypes = ["uuid", "text", "text", "text", "timestamptz", "bytea", "bytea", "bytea"] as const;

export const certificateColumns = [
  "public_id",
  "participant",
  "number",
  "serial",
  "authority",
  "office",
  "destination",
  "state",
  "content",
  "issued_on",
  "expires_on",
  "expires_at",
  "issued_by",
  "issued_at",
  "head",
] as const;
export const certificateTypes = [
  "bytea",
  "text",
  "text",
  "bigint",
  "text",
  "text",
  "text",
  "text",
  "jsonb",
  "date",
  "date",
  "timestamptz",
  "text",
  "timestamptz",
  "bytea",
] as const;

/** The certificates issued after the act with this serial, in the order of their issue. */
export async function writtenAfter(
  config: pg.ClientConfig,
  serial: bigint,
): Promise<readonly WrittenCertificate[]> {
  const client = new pg.Client(config);
  await client.connect();
  const { rows: acts } = await client.query<Record<string, unknown> & { subject: string; claims: Buffer }>(
    `select id, type, subject, organisation, at::text, previous, leaf, leaf_hash, p.claims from act a join act_private p on p.act = a.serial
     where a.serial > $1 and a.subject like 'certificate:%' order by a.serial`,
    [String(serial)],
  );
  const { rows } = await client.query<
    Record<string, unknown> & {
      hex: string;
      office: string;
      content: string;
      issued_on: string;
      serial: string;
    }
  >(
    `select encode(public_id, 'hex') as hex, public_id, participant, number, serial, authority, office, destination, content::text,
       issued_on::text, expires_on::text, expires_at::text, issued_by, issued_at::text, validated_at::text, qr_text, head
     from certificate order by office, serial`,
  );
  await client.end();
  const actsOf = groupBy(acts, ({ subject }) => subject);
  return rows.flatMap((row) => {
    const own = (actsOf.get(`certificate:${row.hex}`) ?? []).map((act) => ({
      act: actColumns.map((name) => act[name]),
      claims: act.claims,
    }));
    const [issue] = own;
    if (issue === undefined) return [];
    const { validatedOn, containers, ...rest } = JSON.parse(row.content) as Record<string, unknown>;
    const atIssue = {
      ...row,
      state: "ISSUED",
      content: JSON.stringify({ ...rest, containers: [], validatedOn: null }),
      head: issue.act.at(-1),
    };
    return [
      {
        office: row.office,
        acts: own,
        issued: certificateColumns.map((name) => (atIssue as Record<string, unknown>)[name]),
        validated: [
          row["public_id"],
          row["validated_at"],
          row["qr_text"],
          JSON.stringify({ validatedOn, containers }),
          row["head"],
        ],
        year: Number(row.issued_on.slice(0, 4)),
        serial: row.serial,
      },
    ];
  });
}

export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
