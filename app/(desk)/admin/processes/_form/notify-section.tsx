'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '@/app/_ui/checkbox'
import { FormSection } from '../../../enrollments/new/_form/form-section'
import { Choice } from '../../../usage/_export/choice'
import { fieldId, LETTERS, notifyModeOf } from './read-process-form'

/** Which callbacks the process asks ID360 for: those of the setting, all, or some endings. */
export function NotifySection({
  notifyOn,
  settingWords,
  error,
}: {
  notifyOn: string | null
  /** What the setting asks for now. */
  settingWords: string
  error: string | undefined
}) {
  const t = useTranslations('processes.form')
  const [mode, setMode] = useState(notifyModeOf(notifyOn))
  const ticked = (notifyOn ?? '').split(',')
  const errorId = `${fieldId('notifyOn')}-error`
  return (
    <FormSection legend={t('section.notify')}>
      <Choice
        legend={t('notify')}
        name="notifyMode"
        value={mode}
        onChange={setMode}
        choices={[
          {
            value: 'setting',
            label: t('notifySetting'),
            hint: t('notifySettingHint', { current: settingWords }),
          },
          { value: 'all', label: t('notifyAll'), hint: t('notifyAllHint') },
          { value: 'some', label: t('notifySome'), hint: t('notifySomeHint') },
        ]}
      />
      {mode === 'some' && (
        <fieldset
          className="tone-red flex flex-col gap-2 pl-6"
          aria-describedby={error ? errorId : undefined}
        >
          <legend className="mb-1 font-medium">{t('which')}</legend>
          {LETTERS.map((letter) => (
            <Checkbox
              key={letter}
              name="notifyOn"
              value={letter}
              label={t(letter)}
              defaultChecked={ticked.includes(letter)}
              aria-invalid={error ? true : undefined}
            />
          ))}
          {error && (
            <p id={errorId} className="flex items-start gap-1 text-sm text-tone-ink">
              <CircleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
              {error}
            </p>
          )}
        </fieldset>
      )}
    </FormSection>
  )
}
