// Rows to compare. The first cell names its row and stays in sight while a narrow screen scrolls sideways.
// The scrolling area can be reached by keyboard and is named by the caption.
import type { ComponentChildren } from "preact";
import { classes } from "#ui/classes.ts";

export interface TableColumn {
  readonly label: ComponentChildren;
  readonly numeric?: boolean | undefined;
}

export interface TableProps {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Totals. */
  readonly foot?: readonly ComponentChildren[] | undefined;
  /** What to say instead of rows. A table without rows and without a reason looks broken. */
  readonly empty: string;
  /** Where the figures come from and how they are to be read. */
  readonly note?: ComponentChildren;
}

export function Table(props: TableProps) {
  const captionId = `${props.id}-caption`;
  return (
    <div class="table-block" id={props.id}>
      <div class="table-scroll" role="region" aria-labelledby={captionId} tabindex={0}>
        <table class="table">
          <caption class={props.captionHidden === true ? "visually-hidden" : "table__caption"} id={captionId}>
            {props.caption}
          </caption>
          <thead>
            <tr>
              {props.columns.map((column) => (
                <th scope="col" class={classes(column.numeric === true && "numeric")}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.length === 0 && (
              <tr>
                <td class="table__empty" colspan={props.columns.length}>
                  {props.empty}
                </td>
              </tr>
            )}
            {props.rows.map((cells) => (
              <Row columns={props.columns} cells={cells} />
            ))}
          </tbody>
          {props.foot !== undefined && (
            <tfoot>
              <Row columns={props.columns} cells={props.foot} />
            </tfoot>
          )}
        </table>
      </div>
      {props.note !== undefined && <p class="table__note">{props.note}</p>}
    </div>
  );
}

function Row(props: { columns: readonly TableColumn[]; cells: readonly ComponentChildren[] }) {
  return (
    <tr>
      {props.cells.map((cell, index) => {
        const numeric = classes(props.columns[index]?.numeric === true && "numeric");
        return index === 0 ? (
          <th scope="row" class={numeric}>
            {cell}
          </th>
        ) : (
          <td class={numeric}>{cell}</td>
        );
      })}
    </tr>
  );
}
