import { useTranslations } from 'next-intl'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

/** A kind of job in words; one that this version does not know keeps its own name. */
export function JobKindName({ kind }: { kind: string }) {
  return <>{dynamicMessage(useTranslations('system.jobs.kind'), kind) ?? kind}</>
}
