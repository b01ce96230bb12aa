// The people of the demonstration: everybody is one press away. Those whose story is told come first.
import { roles } from "#core/kp/roles.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { DemonstrationPerson } from "../store.ts";
import { organisationWord, placeWord, roleWord } from "../words.ts";

export function EnterPage(props: {
  t: T;
  people: readonly DemonstrationPerson[];
  search: string;
  back: string;
}) {
  const { t, back } = props;
  const wanted = fold(props.search);
  const groups = groupsOf(t, props.people);
  const found =
    wanted === ""
      ? groups
      : groups.filter((group) => fold(`${group.name} ${group.place} ${group.code}`).includes(wanted));
  const first =
    wanted === ""
      ? found.filter((group) =>
          group.people.some(({ role }) => role === "exporter" || role === "secretariat"),
        )
      : [];
  const others = found.filter((group) => !first.includes(group));
  return (
    <>
      <h1>{t("identity.enter.title")}</h1>
      <WarningText t={t}>{t("identity.enter.warning")}</WarningText>
      <form method="get" action="/enter" role="search">
        <TextInput
          t={t}
          name="search"
          label={t("identity.enter.search")}
          width={20}
          type="search"
          value={props.search}
        />
        <input type="hidden" name="back" value={back} />
        <Button tone="secondary">{t("common.button.search")}</Button>
      </form>
      {first.map((group) => (
        <section aria-labelledby={`enter-${group.code}`}>
          <h2 id={`enter-${group.code}`}>{group.name}</h2>
          <EnterForm t={t} group={group} back={back} />
        </section>
      ))}
      {(others.length > 0 || wanted !== "") && (
        <>
          {wanted === "" && <h2>{t("identity.enter.others")}</h2>}
          <Table
            id="enter-others"
            caption={t("identity.enter.caption")}
            captionHidden
            columns={[{ label: t("identity.authority") }, { label: t("identity.enter.as") }]}
            rows={others.map((group) => [group.name, <EnterForm t={t} group={group} back={back} />])}
            empty={t("identity.enter.none")}
          />
        </>
      )}
    </>
  );
}

interface Group {
  readonly code: string;
  readonly name: string;
  readonly place: string;
  readonly people: readonly DemonstrationPerson[];
}

function EnterForm(props: { t: T; group: Group; back: string }) {
  const { t, group } = props;
  return (
    <form method="post" action="/enter">
      <input type="hidden" name="organisation" value={group.code} />
      <input type="hidden" name="back" value={props.back} />
      <ButtonGroup>
        {group.people.map((person) => (
          <Button
            tone="secondary"
            name="role"
            value={person.company === null ? person.role : `${person.role} ${person.company}`}
          >
            {person.companyName === null
              ? roleWord(t, person.role)
              : t("identity.enter.clerk", { company: person.companyName })}
            <span class="visually-hidden"> ({group.name})</span>
          </Button>
        ))}
      </ButtonGroup>
    </form>
  );
}

/** By Participant, in the reader's own order of the alphabet; the Secretariat, of no country, at the top. */
function groupsOf(t: T, people: readonly DemonstrationPerson[]): readonly Group[] {
  const byCode = new Map<string, DemonstrationPerson[]>();
  for (const person of people.toSorted(inOrderOfWork)) {
    byCode.set(person.organisation, [...(byCode.get(person.organisation) ?? []), person]);
  }
  const compare = new Intl.Collator(t.locale).compare;
  return [...byCode]
    .map(([code, members]) => ({
      code,
      name: organisationWord(t, code),
      place: placeWord(t, code) ?? "",
      people: members,
    }))
    .sort(
      (a, b) =>
        Number(a.place !== "") - Number(b.place !== "") ||
        compare(a.place, b.place) ||
        compare(a.code, b.code),
    );
}

/** As a shipment goes: who applies, who issues, who validates, who receives; then who administers. */
function inOrderOfWork(a: DemonstrationPerson, b: DemonstrationPerson): number {
  const place = ({ role }: DemonstrationPerson): number => (roles as readonly string[]).indexOf(role);
  return place(a) - place(b) || (a.company ?? "").localeCompare(b.company ?? "", "en");
}

/** Without accents and capitals: "Cote d'Ivoire" finds Côte d'Ivoire. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, "'").trim();
}
