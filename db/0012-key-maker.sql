-- Who made a program's key answers for what the program does: one person with two keys is still one person where two must
-- agree. The acts have always said who made it, so `kimberlite rebuild` fills the column for keys made before.

alter table api_key add column maker text;
