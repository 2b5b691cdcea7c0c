import { sqliteKit } from '../kit'
import { schema } from '.'

/** The tables as drizzle-kit wants them for the SQLite migrations: named exports. */
export const {
  staff,
  staffSession,
  recoveryCode,
  signInAttempt,
  usageGroup,
  process,
  enrollment,
  searchTerm,
  callback,
  quarantine,
  evidence,
  evidenceOwed,
  evidenceVerification,
  assistedFlow,
  assistedComparison,
  assistedPage,
  assistedPresence,
  usageRollup,
  usageRollupState,
  usageExport,
  job,
  audit,
  auditHead,
  auditVerification,
  deskSetting,
  personalReveal,
  erasure,
} = schema(sqliteKit)
