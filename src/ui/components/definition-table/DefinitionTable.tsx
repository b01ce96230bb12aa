// Terms and what they mean, or the fields of a format: always the term first, with an address of its own.
import type { ComponentChildren } from "preact";

export interface Definition {
  /** Unique on the page; the term can be linked to. */
  readonly id: string;
  readonly term: ComponentChildren;
  readonly meaning: ComponentChildren;
  readonly note?: ComponentChildren;
}

export function DefinitionTable(props: {
  caption: string;
  captionHidden?: boolean | undefined;
  headings: { readonly term: string; readonly meaning: string; readonly note?: string | undefined };
  rows: readonly Definition[];
}) {
  const { headings } = props;
  return (
    <table class="table definition-table">
      <caption class={props.captionHidden === true ? "visually-hidden" : "table__caption"}>
        {props.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">{headings.term}</th>
          <th scope="col">{headings.meaning}</th>
          {headings.note !== undefined && <th scope="col">{headings.note}</th>}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr id={row.id}>
            <th scope="row">{row.term}</th>
            <td>{row.meaning}</td>
            {headings.note !== undefined && <td data-heading={headings.note}>{row.note}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
