// Passkeys: hands what the server asks to the browser, and the browser's answer back in the form.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function asked(options) {
  const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) made.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) made.allowCredentials = known(options.allowCredentials);
  return made;
}

function answered(credential) {
  const response = {};
  for (const part of
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    extensions: JSON.stringify(credential.getClientExtensionResults()).slice(0, 255),
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const publicKey = asked(JSON.parse(form.dataset.options));
  const ask = form.dataset.passkey === "create" ? "create" : "get";
  navigator.credentials[ask]({ publicKey }).then(
    (credential) => {
      form.elements.credential.value = answered(credential);
      form.submit();
    },
    () => {
      form.querySelector("[data-failed]").hidden = false;
    },
  );
}
