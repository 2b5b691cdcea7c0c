'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { changePreferencesAction } from '@/app/_actions/change-preferences-action'
import type { ActionError } from '@/app/_errors/action-error'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '@/app/_ui/use-alive'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { Preferences } from '@/lib/staff/change-preferences'

const OFFLINE: ActionError = { code: 'UNEXPECTED', message: { key: 'offline' }, fieldErrors: {} }

/** Name, language and theme of the person who is signed in. */
export function PreferencesForm(now: Required<Preferences>) {
  const t = useTranslations('profile')
  const common = useTranslations('common')
  const alive = useAlive()
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, start] = useTransition()
  const fieldError = useFieldError(error?.fieldErrors)
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Preferences
    start(async () => {
      const result = await changePreferencesAction(fields).catch(() => null)
      const failure = result ? (result.serverError ?? null) : OFFLINE
      setError(failure)
      if (!failure) toast(t('saved'))
    })
  }
  return (
    <form onSubmit={save} className="flex flex-col gap-4">
      {error && <ActionErrorNote error={error} />}
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        autoComplete="name"
        maxLength={120}
        required
        defaultValue={now.name}
        error={fieldError('name')}
      />
      {/* The keys: the rail changes both too, and a select left alone keeps what it first showed. */}
      <SelectField
        key={`language-${now.language}`}
        label={t('language')}
        name="language"
        defaultValue={now.language}
        options={[
          { value: 'fr', label: common('languages.fr') },
          { value: 'en', label: common('languages.en') },
        ]}
      />
      <SelectField
        key={`theme-${now.theme}`}
        label={t('theme')}
        name="theme"
        defaultValue={now.theme}
        options={(['system', 'light', 'dark'] as const).map((value) => ({
          value,
          label: common(`themes.${value}`),
        }))}
      />
      <Button type="submit" variant="primary" pending={pending} disabled={!alive} className="self-start">
        {t('submit')}
      </Button>
    </form>
  )
}
