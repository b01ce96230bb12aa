// The gallery of components: every component, why it is there, and its examples as the program draws them.
// The same examples are checked by a test, so what is seen here is what is known to hold.
import type { T } from "#platform/i18n/translator.ts";
import { chartFrameExamples } from "./charts/ChartFrame.examples.tsx";
import { lineChartExamples } from "./charts/LineChart.examples.tsx";
import { barsChartExamples } from "./charts/BarsChart.examples.tsx";
import { codeMixExamples } from "./charts/CodeMix.examples.tsx";
import { filingStripExamples } from "./charts/FilingStrip.examples.tsx";
import { heatMapExamples } from "./charts/HeatMap.examples.tsx";
import { massBalanceExamples } from "./charts/MassBalance.examples.tsx";
import { unitValueBandExamples } from "./charts/UnitValueBand.examples.tsx";
import { sankeyExamples } from "./charts/Sankey.examples.tsx";
import { revisionLadderExamples } from "./charts/RevisionLadder.examples.tsx";
import { figuresMapExamples } from "./charts/FiguresMap.examples.tsx";
import { backLinkExamples } from "./components/back-link/BackLink.examples.tsx";
import { bannerExamples } from "./components/banner/Banner.examples.tsx";
import { boardExamples } from "./components/board/Board.examples.tsx";
import { breadcrumbsExamples } from "./components/breadcrumbs/Breadcrumbs.examples.tsx";
import { buttonExamples } from "./components/button/Button.examples.tsx";
import { checkboxesExamples } from "./components/checkboxes/Checkboxes.examples.tsx";
import { comparedTextsExamples } from "./components/compared-texts/ComparedTexts.examples.tsx";
import { countBadgeExamples } from "./components/count-badge/CountBadge.examples.tsx";
import { dateInputExamples } from "./components/date-input/DateInput.examples.tsx";
import { DefinitionTable } from "./components/definition-table/DefinitionTable.tsx";
import { definitionTableExamples } from "./components/definition-table/DefinitionTable.examples.tsx";
import { detailsExamples } from "./components/details/Details.examples.tsx";
import { doorExamples } from "./components/door/Door.examples.tsx";
import { errorSummaryExamples } from "./components/error-summary/ErrorSummary.examples.tsx";
import { fieldsetExamples } from "./components/fieldset/Fieldset.examples.tsx";
import { fileUploadExamples } from "./components/file-upload/FileUpload.examples.tsx";
import { insetExamples } from "./components/inset/Inset.examples.tsx";
import { paginationExamples } from "./components/pagination/Pagination.examples.tsx";
import { panelExamples } from "./components/panel/Panel.examples.tsx";
import { pillarMarksExamples } from "./components/pillar-marks/PillarMarks.examples.tsx";
import { radiosExamples } from "./components/radios/Radios.examples.tsx";
import { selectExamples } from "./components/select/Select.examples.tsx";
import { stageTrackExamples } from "./components/stage-track/StageTrack.examples.tsx";
import { statsExamples } from "./components/stats/Stats.examples.tsx";
import { summaryListExamples } from "./components/summary-list/SummaryList.examples.tsx";
import { tableExamples } from "./components/table/Table.examples.tsx";
import { tabsExamples } from "./components/tabs/Tabs.examples.tsx";
import { tagExamples } from "./components/tag/Tag.examples.tsx";
import { taskListExamples } from "./components/task-list/TaskList.examples.tsx";
import { textareaExamples } from "./components/textarea/Textarea.examples.tsx";
import { textInputExamples } from "./components/text-input/TextInput.examples.tsx";
import { thresholdExamples } from "./components/threshold/Threshold.examples.tsx";
import { timelineExamples } from "./components/timeline/Timeline.examples.tsx";
import { verdictCardExamples } from "./components/verdict-card/VerdictCard.examples.tsx";
import { warningTextExamples } from "./components/warning-text/WarningText.examples.tsx";
import type { ComponentExamples } from "./examples.ts";
import { worldMapExamples } from "./maps/WorldMap.examples.tsx";

/** The home page's parts first, then answers, facts, questions, ways, charts. */
export const gallery: readonly ComponentExamples[] = [
  doorExamples,
  statsExamples,
  worldMapExamples,
  verdictCardExamples,
  panelExamples,
  bannerExamples,
  warningTextExamples,
  insetExamples,
  detailsExamples,
  tagExamples,
  countBadgeExamples,
  summaryListExamples,
  taskListExamples,
  tableExamples,
  definitionTableExamples,
  timelineExamples,
  boardExamples,
  stageTrackExamples,
  thresholdExamples,
  pillarMarksExamples,
  comparedTextsExamples,
  errorSummaryExamples,
  textInputExamples,
  textareaExamples,
  dateInputExamples,
  selectExamples,
  radiosExamples,
  checkboxesExamples,
  fileUploadExamples,
  fieldsetExamples,
  buttonExamples,
  breadcrumbsExamples,
  backLinkExamples,
  tabsExamples,
  paginationExamples,
  chartFrameExamples,
  filingStripExamples,
  barsChartExamples,
  lineChartExamples,
  heatMapExamples,
  codeMixExamples,
  massBalanceExamples,
  unitValueBandExamples,
  sankeyExamples,
  revisionLadderExamples,
  figuresMapExamples,
];

/** The words that every page uses for the same deed; a page needs a reason to use another. */
const commonButtons = [
  "add",
  "back",
  "cancel",
  "change",
  "confirm",
  "continue",
  "download",
  "filter",
  "print",
  "remove",
  "save",
  "save-for-later",
  "search",
  "send",
  "sign-in",
  "sign-out",
  "upload",
] as const;

/** The content of the gallery's page; the caller puts the frame around it, with the island "forms". */
export function Gallery(props: { t: T }) {
  const { t } = props;
  return (
    <>
      <h1>{t("ui.gallery.title")}</h1>
      <p class="lede">{t("ui.gallery.lede")}</p>
      <nav aria-label={t("ui.gallery.contents")}>
        <ul class="gallery__contents">
          {gallery.map((entry) => (
            <li>
              <a href={`#component-${entry.component}`}>{entry.component}</a>
            </li>
          ))}
        </ul>
      </nav>
      {gallery.map((entry) => (
        <section class="gallery__item" aria-labelledby={`component-${entry.component}`}>
          <h2 id={`component-${entry.component}`}>{entry.component}</h2>
          <p>{entry.purpose}</p>
          {entry.examples(t).map((example) => (
            <>
              <h3 class="gallery__name">{example.name}</h3>
              <div class="gallery__example">{example.node}</div>
            </>
          ))}
        </section>
      ))}
      <DefinitionTable
        caption={t("ui.gallery.buttons")}
        headings={{ term: t("ui.gallery.key"), meaning: t("ui.gallery.word") }}
        rows={commonButtons.map((button) => ({
          id: `button-${button}`,
          term: <span class="code">common.button.{button}</span>,
          meaning: t(`common.button.${button}`),
        }))}
      />
    </>
  );
}
