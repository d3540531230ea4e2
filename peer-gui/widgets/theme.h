#pragma once

#include <QPalette>
#include <QString>

class QSettings;

namespace ft::widgets {

/// Which colours the program has: those of the desktop, or its own light or dark ones whatever the
/// desktop has.
class Theme final
{
public:
    enum class Kind { System, Light, Dark };

    Theme();

    /// At once, in every window.
    void choose(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }

    /// The colours of Light or Dark.
    [[nodiscard]] static QPalette paletteOf(Kind kind);

    // What the user chose, between runs.
    [[nodiscard]] static Kind remembered(const QSettings &memory);
    static void remember(QSettings &memory, Kind kind);

private:
    QString m_systemStyle;
    Kind m_kind = Kind::System;
};

} // namespace ft::widgets
