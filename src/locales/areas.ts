// The areas of the word catalogue: one JSON file per area and language, flat keys, ICU MessageFormat.
// The English file gives the keys their type; a new area is two imports and one line in `areas`.
// A language is offered to readers once every area has it (see platform/i18n/locales.ts). Checking a paper is there in all
// six from the first day: those areas are complete, the frame around them (common, ui) has what they need.
import alertEn from "./en/alert.json" with { type: "json" };
import applicationEn from "./en/application.json" with { type: "json" };
import apiEn from "./en/api.json" with { type: "json" };
import certificateEn from "./en/certificate.json" with { type: "json" };
import commonEn from "./en/common.json" with { type: "json" };
import identityEn from "./en/identity.json" with { type: "json" };
import outboxEn from "./en/outbox.json" with { type: "json" };
import monthlyEn from "./en/monthly.json" with { type: "json" };
import paperEn from "./en/paper.json" with { type: "json" };
import printingEn from "./en/printing.json" with { type: "json" };
import problemEn from "./en/problem.json" with { type: "json" };
import meetingsEn from "./en/meetings.json" with { type: "json" };
import meetingsFr from "./fr/meetings.json" with { type: "json" };
import problemTitleEn from "./en/problem-title.json" with { type: "json" };
import exchangeEn from "./en/exchange.json" with { type: "json" };
import fieldEn from "./en/field.json" with { type: "json" };
import rulesEn from "./en/rules.json" with { type: "json" };
import schemeEn from "./en/scheme.json" with { type: "json" };
import publicPagesEn from "./en/public.json" with { type: "json" };
import uiEn from "./en/ui.json" with { type: "json" };
import alertFr from "./fr/alert.json" with { type: "json" };
import originEn from "./en/origin.json" with { type: "json" };
import originFr from "./fr/origin.json" with { type: "json" };
import applicationFr from "./fr/application.json" with { type: "json" };
import verifyEn from "./en/verify.json" with { type: "json" };
import apiFr from "./fr/api.json" with { type: "json" };
import certificateFr from "./fr/certificate.json" with { type: "json" };
import commonFr from "./fr/common.json" with { type: "json" };
import identityFr from "./fr/identity.json" with { type: "json" };
import outboxFr from "./fr/outbox.json" with { type: "json" };
import monthlyFr from "./fr/monthly.json" with { type: "json" };
import paperFr from "./fr/paper.json" with { type: "json" };
import paperPt from "./pt/paper.json" with { type: "json" };
import paperRu from "./ru/paper.json" with { type: "json" };
import paperAr from "./ar/paper.json" with { type: "json" };
import paperZh from "./zh/paper.json" with { type: "json" };
import printingFr from "./fr/printing.json" with { type: "json" };
import problemFr from "./fr/problem.json" with { type: "json" };
import problemTitleFr from "./fr/problem-title.json" with { type: "json" };
import exchangeFr from "./fr/exchange.json" with { type: "json" };
import fieldFr from "./fr/field.json" with { type: "json" };
import rulesFr from "./fr/rules.json" with { type: "json" };
import schemeFr from "./fr/scheme.json" with { type: "json" };
import publicPagesFr from "./fr/public.json" with { type: "json" };
import uiFr from "./fr/ui.json" with { type: "json" };
import verifyFr from "./fr/verify.json" with { type: "json" };
import commonPt from "./pt/common.json" with { type: "json" };
import uiPt from "./pt/ui.json" with { type: "json" };
import verifyPt from "./pt/verify.json" with { type: "json" };
import commonRu from "./ru/common.json" with { type: "json" };
import uiRu from "./ru/ui.json" with { type: "json" };
import verifyRu from "./ru/verify.json" with { type: "json" };
import commonAr from "./ar/common.json" with { type: "json" };
import uiAr from "./ar/ui.json" with { type: "json" };
import verifyAr from "./ar/verify.json" with { type: "json" };
import commonZh from "./zh/common.json" with { type: "json" };
import uiZh from "./zh/ui.json" with { type: "json" };
import verifyZh from "./zh/verify.json" with { type: "json" };
import fileEn from "./en/file.json" with { type: "json" };
import fileFr from "./fr/file.json" with { type: "json" };
import itemEn from "./en/item.json" with { type: "json" };
import itemFr from "./fr/item.json" with { type: "json" };
import lifeEn from "./en/life.json" with { type: "json" };
import lifeFr from "./fr/life.json" with { type: "json" };
import scanEn from "./en/scan.json" with { type: "json" };
import scanFr from "./fr/scan.json" with { type: "json" };
import verifierEn from "./en/verifier.json" with { type: "json" };
import verifierFr from "./fr/verifier.json" with { type: "json" };
import verifierPt from "./pt/verifier.json" with { type: "json" };
import verifierRu from "./ru/verifier.json" with { type: "json" };
import verifierAr from "./ar/verifier.json" with { type: "json" };
import verifierZh from "./zh/verifier.json" with { type: "json" };
import logEn from "./en/log.json" with { type: "json" };
import logFr from "./fr/log.json" with { type: "json" };
import totalsEn from "./en/totals.json" with { type: "json" };
import totalsFr from "./fr/totals.json" with { type: "json" };
import totalsPt from "./pt/totals.json" with { type: "json" };
import totalsRu from "./ru/totals.json" with { type: "json" };
import totalsAr from "./ar/totals.json" with { type: "json" };
import totalsZh from "./zh/totals.json" with { type: "json" };
import logPt from "./pt/log.json" with { type: "json" };
import logRu from "./ru/log.json" with { type: "json" };
import logAr from "./ar/log.json" with { type: "json" };
import logZh from "./zh/log.json" with { type: "json" };
import requestsEn from "./en/requests.json" with { type: "json" };
import requestsFr from "./fr/requests.json" with { type: "json" };
import reformEn from "./en/reform.json" with { type: "json" };
import reformFr from "./fr/reform.json" with { type: "json" };
import replayEn from "./en/replay.json" with { type: "json" };
import replayFr from "./fr/replay.json" with { type: "json" };
import statisticsEn from "./en/statistics.json" with { type: "json" };
import statisticsFr from "./fr/statistics.json" with { type: "json" };
import monitorEn from "./en/monitor.json" with { type: "json" };
import monitorFr from "./fr/monitor.json" with { type: "json" };
import officesEn from "./en/offices.json" with { type: "json" };
import officesFr from "./fr/offices.json" with { type: "json" };
import returnsEn from "./en/returns.json" with { type: "json" };
import returnsFr from "./fr/returns.json" with { type: "json" };
import datasetsEn from "./en/datasets.json" with { type: "json" };
import datasetsFr from "./fr/datasets.json" with { type: "json" };
import reconcileEn from "./en/reconcile.json" with { type: "json" };
import reconcileFr from "./fr/reconcile.json" with { type: "json" };
import questionnairesEn from "./en/questionnaires.json" with { type: "json" };
import questionnairesFr from "./fr/questionnaires.json" with { type: "json" };
import releasesEn from "./en/releases.json" with { type: "json" };
import releasesFr from "./fr/releases.json" with { type: "json" };
import chartsEn from "./en/charts.json" with { type: "json" };
import chartsFr from "./fr/charts.json" with { type: "json" };
import explorerEn from "./en/explorer.json" with { type: "json" };
import explorerFr from "./fr/explorer.json" with { type: "json" };
import filingEn from "./en/filing.json" with { type: "json" };
import filingFr from "./fr/filing.json" with { type: "json" };

export const areas = {
  alert: { en: alertEn, fr: alertFr },
  api: { en: apiEn, fr: apiFr },
  application: { en: applicationEn, fr: applicationFr },
  certificate: { en: certificateEn, fr: certificateFr },
  common: { en: commonEn, fr: commonFr, pt: commonPt, ru: commonRu, ar: commonAr, zh: commonZh },
  identity: { en: identityEn, fr: identityFr },
  outbox: { en: outboxEn, fr: outboxFr },
  monthly: { en: monthlyEn, fr: monthlyFr },
  paper: { en: paperEn, fr: paperFr, pt: paperPt, ru: paperRu, ar: paperAr, zh: paperZh },
  meetings: { en: meetingsEn, fr: meetingsFr },
  origin: { en: originEn, fr: originFr },
  printing: { en: printingEn, fr: printingFr },
  problem: { en: problemEn, fr: problemFr },
  "problem-title": { en: problemTitleEn, fr: problemTitleFr },
  exchange: { en: exchangeEn, fr: exchangeFr },
  field: { en: fieldEn, fr: fieldFr },
  rules: { en: rulesEn, fr: rulesFr },
  scan: { en: scanEn, fr: scanFr },
  scheme: { en: schemeEn, fr: schemeFr },
  public: { en: publicPagesEn, fr: publicPagesFr },
  ui: { en: uiEn, fr: uiFr, pt: uiPt, ru: uiRu, ar: uiAr, zh: uiZh },
  verifier: { en: verifierEn, fr: verifierFr, pt: verifierPt, ru: verifierRu, ar: verifierAr, zh: verifierZh },
  verify: { en: verifyEn, fr: verifyFr, pt: verifyPt, ru: verifyRu, ar: verifyAr, zh: verifyZh },
  item: { en: itemEn, fr: itemFr },
  life: { en: lifeEn, fr: lifeFr },
  totals: { en: totalsEn, fr: totalsFr, pt: totalsPt, ru: totalsRu, ar: totalsAr, zh: totalsZh },
  log: { en: logEn, fr: logFr, pt: logPt, ru: logRu, ar: logAr, zh: logZh },
  statistics: { en: statisticsEn, fr: statisticsFr },
  replay: { en: replayEn, fr: replayFr },
  monitor: { en: monitorEn, fr: monitorFr },
  file: { en: fileEn, fr: fileFr },
  offices: { en: officesEn, fr: officesFr },
  reform: { en: reformEn, fr: reformFr },
  requests: { en: requestsEn, fr: requestsFr },
  returns: { en: returnsEn, fr: returnsFr },
  datasets: { en: datasetsEn, fr: datasetsFr },
  reconcile: { en: reconcileEn, fr: reconcileFr },
  questionnaires: { en: questionnairesEn, fr: questionnairesFr },
  releases: { en: releasesEn, fr: releasesFr },
  charts: { en: chartsEn, fr: chartsFr },
  explorer: { en: explorerEn, fr: explorerFr },
  filing: { en: filingEn, fr: filingFr },
} as const;
