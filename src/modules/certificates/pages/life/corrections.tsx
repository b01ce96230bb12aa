// What a replacement should say: the parties, the parcels and the lines of the old certificate, to be put right.
// Fields are named by their path in a certificate's content, so that a refusal finds its field.
import type { T } from "#platform/i18n/translator.ts";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import type { GoodsInput } from "../../content.ts";
import type { CertificateRow } from "../../store.ts";

/** What was typed into the form of a step, by field. */
export type Entered = Readonly<Record<string, string>>;

const parties = ["exporter", "importer"] as const;
const partyFields = ["name", "address", "country"] as const;
const lineFields = ["code", "carats", "usd"] as const;

/** Every field, as the old certificate has it. */
export function correctableOf({ content }: Pick<CertificateRow, "content">): Entered {
  return Object.fromEntries([
    ...parties.flatMap((party) => partyFields.map((field) => [`${party}.${field}`, content[party][field]])),
    ["parcels", String(content.parcels)],
    ...content.lines.flatMap((line, place) =>
      lineFields.map((field) => [`lines.${place}.${field}`, line[field]]),
    ),
  ]) as Entered;
}

/** Only what is to change. */
export function correctionsIn(entered: Entered, row: Pick<CertificateRow, "content">): Entered {
  const old = correctableOf(row);
  return Object.fromEntries(
    Object.keys(old).flatMap((field) => {
      const value = entered[field];
      return value === undefined || value === old[field] ? [] : [[field, value]];
    }),
  );
}

/** The goods of the new certificate; undefined where nothing changes. Meaning is checked when it is issued. */
export function correctedGoods(entered: Entered, row: Pick<CertificateRow, "content">): unknown {
  if (Object.keys(correctionsIn(entered, row)).length === 0) return undefined;
  const value = (field: string): string => entered[field] ?? "";
  const party = (name: (typeof parties)[number]) =>
    Object.fromEntries(partyFields.map((field) => [field, value(`${name}.${field}`)]));
  const { origin, lines, containers } = row.content;
  const goods: { readonly [Part in keyof GoodsInput]: unknown } = {
    origin,
    exporter: party("exporter"),
    importer: party("importer"),
    parcels: Number(value("parcels")),
    lines: lines.map((line, place) => ({
      ...line,
      ...Object.fromEntries(lineFields.map((field) => [field, value(`lines.${place}.${field}`)])),
    })),
    containers,
  };
  return goods;
}

export function correctionLabel(t: T, path: string): string {
  const [part = "", place = "", detail = ""] = path.split(".");
  if (part === "parcels") return t("life.new.parcels");
  if (part === "lines") {
    const label = detail === "code" ? "code" : detail === "carats" ? "carats" : "value";
    return `${t("life.new.line", { number: Number(place) + 1 })}: ${t(`life.new.${label}`)}`;
  }
  return `${t(`life.new.${part === "exporter" ? "exporter" : "importer"}`)}: ${t(`life.new.${place as "name"}`)}`;
}

export function CorrectionFields({
  t,
  row,
  entered,
  errorOf,
}: {
  t: T;
  row: CertificateRow;
  entered: Entered;
  errorOf: (field: string) => string | undefined;
}) {
  return (
    <fieldset class="fieldset">
      <legend class="fieldset__legend">
        <h2>{t("life.new.title")}</h2>
      </legend>
      {Object.keys(correctableOf(row)).map((field) => (
        <TextInput
          t={t}
          name={field}
          label={correctionLabel(t, field)}
          value={entered[field] ?? ""}
          error={errorOf(field)}
        />
      ))}
    </fieldset>
  );
}
