;;; emacs.el --- Does in Emacs what a person does  -*- lexical-binding: t; -*-

;; What eglot.el and lsp-mode.el share: a file is opened, looked at, hovered over, completed in, mended and saved.

;;; Code:

(require 'json)
(package-initialize)
(require 'reqlint)

(defvar patience (string-to-number (getenv "PATIENCE")))
(defvar place (let ((json-object-type 'alist) (json-array-type 'list)) (json-read-from-string (getenv "PLACE"))))
(defvar report (make-hash-table :test #'equal))

(defun try (what condition)
  "Wait until CONDITION gives something, and return that; say WHAT was waited for in vain."
  (with-timeout (patience (error "Waited in vain for %s" what))
    (let (value)
      (while (not (setq value (funcall condition)))
        (accept-process-output nil 0.02))
      value)))

(defun go-to (line column)
  "Go to LINE and COLUMN, from 0, a column being a character."
  (goto-char (point-min))
  (forward-line line)
  (forward-char column))

(defun visit ()
  "Open the file, in a window as for a person."
  (find-file (getenv "FILE"))
  (puthash "mode" (symbol-name major-mode) report)
  (switch-to-buffer (current-buffer)))

(defun complete (capf)
  "Keep what CAPF, a completion at point, offers for what is typed."
  (let ((offered (all-completions (buffer-substring (nth 0 capf) (point)) (nth 2 capf))))
    (puthash "menu" (vconcat (mapcar #'substring-no-properties offered)) report)))

(defun perform (drive)
  "Do what DRIVE does, and write the report."
  (condition-case trouble
      (funcall drive)
    (error (puthash "trouble" (format "%S" trouble) report)))
  (let ((coding-system-for-write 'utf-8-unix))
    (with-temp-file (getenv "REPORT") (insert (json-encode report))))
  (kill-emacs 0))
;;; emacs.el ends here
