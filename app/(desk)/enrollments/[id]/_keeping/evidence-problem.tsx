import { useTranslations } from 'next-intl'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

/** Why the last attempt to fetch evidence failed, in words. */
export function EvidenceProblem({ code }: { code: string | null }) {
  const t = useTranslations('evidence.problem')
  return <>{dynamicMessage(t, code ?? 'unexpected') ?? t('unexpected')}</>
}
