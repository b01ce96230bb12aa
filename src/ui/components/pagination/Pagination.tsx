// Long lists in pages: previous, next, and the pages around this one. Every page has an address.
import type { T } from "#platform/i18n/translator.ts";

export interface PaginationProps {
  readonly t: T;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly hrefOf: (page: number) => string;
  /** What is being paged, when the screen has more than one: "Certificates". */
  readonly label?: string | undefined;
}

export function Pagination(props: PaginationProps) {
  const { t, page, pages, hrefOf } = props;
  if (pages <= 1) return null;
  return (
    <nav class="pagination" aria-label={props.label ?? t("ui.pagination.label")}>
      {page > 1 && (
        <a class="pagination__step" href={hrefOf(page - 1)} rel="prev">
          {t("ui.pagination.previous")}
        </a>
      )}
      <ul class="pagination__list">
        {pagesToShow(page, pages).map((number) =>
          number === "gap" ? (
            <li class="pagination__gap">…</li>
          ) : (
            <li>
              <a
                class="pagination__page"
                href={hrefOf(number)}
                aria-current={number === page ? "page" : undefined}
                aria-label={t("ui.pagination.page", { page: number })}
              >
                {t.number(number)}
              </a>
            </li>
          ),
        )}
      </ul>
      {page < pages && (
        <a class="pagination__step" href={hrefOf(page + 1)} rel="next">
          {t("ui.pagination.next")}
        </a>
      )}
    </nav>
  );
}

/** The first, the last, this one and its neighbours; a gap stands for two pages or more. */
export function pagesToShow(page: number, pages: number): readonly (number | "gap")[] {
  const wanted = new Set([1, page - 1, page, page + 1, pages]);
  const shown: (number | "gap")[] = [];
  for (let number = 1; number <= pages; number += 1) {
    const lonely = wanted.has(number - 1) && wanted.has(number + 1);
    if (wanted.has(number) || lonely) shown.push(number);
    else if (shown.at(-1) !== "gap") shown.push("gap");
  }
  return shown;
}
