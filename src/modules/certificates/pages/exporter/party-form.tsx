// Who sends and who receives (Annex I A 9): a saved party in one press, or name, address and country typed once.
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import type { Form } from "#platform/http/forms.ts";
import { tidyText } from "../../drafts/data.ts";
import type { DraftParty } from "../../drafts/data.ts";
import type { PartyRow } from "../../drafts/store.ts";
import { countryItems, errorAt } from "./words.ts";
import type { PageError } from "./words.ts";

export interface PartyFormView {
  readonly t: T;
  readonly side: "exporter" | "importer";
  readonly party: DraftParty;
  /** To choose from: those at home for the exporter, those abroad for the importer. */
  readonly saved: readonly PartyRow[];
  readonly errors: readonly PageError[];
  /** The version that the form is filled in from. */
  readonly base: string;
}

export function PartyForm({ t, side, party, saved, errors, base }: PartyFormView) {
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t(`application.${side}.title`)}</h1>
      <p>{t(`application.${side}.lede`)}</p>
      {saved.length > 0 && (
        <form method="post">
          <input type="hidden" name="base" value={base} />
          <Select
            t={t}
            name="saved"
            label={t("application.party.saved")}
            value={
              saved.find(
                (row) =>
                  row.name === party.name && row.address === party.address && row.country === party.country,
              )?.id
            }
            items={saved.map(({ id, name, country }) => ({
              value: id,
              label: `${name} – ${t.country(country)}`,
            }))}
          />
          <Button tone="secondary" name="do" value="use">
            {t("application.party.use")}
          </Button>
        </form>
      )}
      <form method="post">
        <input type="hidden" name="base" value={base} />
        {saved.length > 0 && <h2>{t("application.party.typed")}</h2>}
        <PartyFields t={t} party={party} errors={errors} />
        <ButtonGroup>
          <Button name="do" value="save">
            {t("common.button.continue")}
          </Button>
        </ButtonGroup>
      </form>
    </>
  );
}

/** Also the form of a party to be saved for later. */
export function PartyFields({ t, party, errors }: Pick<PartyFormView, "t" | "party" | "errors">) {
  return (
    <>
      <TextInput
        t={t}
        name="name"
        label={t("application.party.name")}
        hint={t("application.party.name.hint")}
        value={party.name}
        autocomplete="organization"
        error={errorAt(errors, "name")}
      />
      <Textarea
        t={t}
        name="address"
        label={t("application.party.address")}
        hint={t("application.party.address.hint")}
        value={party.address}
        rows={3}
        error={errorAt(errors, "address")}
      />
      <Select
        t={t}
        name="country"
        label={t("application.party.country")}
        value={party.country}
        items={countryItems(t)}
        error={errorAt(errors, "country")}
      />
    </>
  );
}

export function partyFrom(form: Form): DraftParty {
  return {
    name: tidyText(form.text("name")),
    address: tidyText(form.text("address")),
    country: form.text("country").slice(0, 2).toUpperCase(),
  };
}
