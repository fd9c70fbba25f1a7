"""The mailbox of the office as a door: attachments of mails go into the inbox like uploads; mails stay untouched."""
