/** A birth date (ISO) as the form is filled in, in French and in English: day first. */
export const showBirthDate = (iso: string) => iso.split('-').reverse().join('/')
