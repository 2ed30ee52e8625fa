/* What the phone page does when scripts run. Without them every form here works by itself.
   Plain ES2017. All sentences come from the page. Nothing that was written is dropped before the
   server has said that it is kept: ideas and ballots wait in this phone's storage.
   The files of this folder are one script, in the order that assets.py says. */
const doc = document, body = doc.body, code = body.dataset.code || '', base = '/' + code;
const by = id => doc.getElementById(id);
const part = () => by('part');
doc.documentElement.classList.add('js');
