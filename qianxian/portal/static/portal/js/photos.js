// Photos are made smaller on the phone; drawn anew, they carry no place, no time and no device. Sending waits until it is done.
(function () {
  "use strict";
  var doc = document;
  var zh = doc.documentElement.lang !== "en";
  function weight(bytes) { return bytes < 1e6 ? Math.ceil(bytes / 1000) + " kB" : (bytes / 1e6).toFixed(1) + " MB"; }
  function shrink(box, most) {
    var file = box.files[0], picture = new Image(), reader = new FileReader(), told = box.parentNode.querySelector("[data-shrunk-words]");
    function say(words) { told.textContent = words; }
    function done(words) {
      var waits = box.getAttribute("data-shrinking") === "sent";
      box.removeAttribute("data-shrinking");
      say(words);
      if (waits) box.form.requestSubmit ? box.form.requestSubmit() : box.form.submit();
    }
    if (!told) {
      told = doc.createElement("p");
      told.className = "qx-hint";
      told.setAttribute("role", "status");
      told.setAttribute("data-shrunk-words", "");
      box.after(told);
    }
    say("");
    if (!file || !/^image\/(jpeg|png)$/.test(file.type) || !window.DataTransfer) return;
    box.setAttribute("data-shrinking", "");
    say(zh ? "正在缩小照片…" : "Making the photo smaller…");
    picture.onload = function () {
      var by = Math.min(1, most / Math.max(picture.naturalWidth, picture.naturalHeight)), sheet = doc.createElement("canvas");
      sheet.width = Math.round(picture.naturalWidth * by);
      sheet.height = Math.round(picture.naturalHeight * by);
      var brush = sheet.getContext("2d");
      brush.fillStyle = "#fff"; // what was see-through is paper, not black
      brush.fillRect(0, 0, sheet.width, sheet.height);
      brush.drawImage(picture, 0, 0, sheet.width, sheet.height);
      sheet.toBlob(function (small) {
        if (!small) return done("");
        var kept = new DataTransfer();
        kept.items.add(new File([small], "photo.jpg", { type: "image/jpeg" }));
        box.files = kept.files;
        done(zh ? "照片已从 " + weight(file.size) + " 缩小到 " + weight(small.size) + "，拍摄的地点、时间和设备已去掉。"
          : "The photo went from " + weight(file.size) + " to " + weight(small.size) + "; place, time and device are gone.");
      }, "image/jpeg", 0.85);
    };
    picture.onerror = reader.onerror = function () { done(""); }; // the server looks at the file and says what is wrong with it
    reader.onload = function () { picture.src = reader.result; };
    reader.readAsDataURL(file);
  }
  doc.addEventListener("change", function (e) {
    var box = e.target.closest && e.target.closest("input[type=file][data-shrink]");
    if (box) shrink(box, +box.getAttribute("data-shrink"));
  });
  doc.addEventListener("submit", function (e) {
    var box = e.target.querySelector("[data-shrinking]");
    if (!box) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    box.setAttribute("data-shrinking", "sent");
  }, true);
})();
