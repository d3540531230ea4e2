#pragma once

#include <QLoggingCategory>

namespace ft {

// Switch one on with QT_LOGGING_RULES="ft.tracker.debug=true"; warnings are always shown.
Q_DECLARE_LOGGING_CATEGORY(logTracker)
Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logShare)
Q_DECLARE_LOGGING_CATEGORY(logTransfer)

} // namespace ft
