import { useTranslations } from 'next-intl'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

/** Why the last attempt failed, in words. */
export function CaptureProblem({ code }: { code: string }) {
  const t = useTranslations('report.problem')
  return <>{dynamicMessage(t, code) ?? t('unexpected')}</>
}
