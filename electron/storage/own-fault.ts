import { ownFaultClasses, ownFaultReasons } from "#shared/own-fault.ts";

const listed = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");

/** SQL: whether a row of `runs` failed on this side alone, as `isOwnFault` says of its failure. */
export const failedHere = `COALESCE(CASE WHEN json_valid(runs.failure_json) THEN
    json_extract(runs.failure_json, '$.class') IN (${listed(ownFaultClasses)})
    OR json_extract(runs.failure_json, '$.reason') IN (${listed(ownFaultReasons)}) END, 0)`;
