#include "peer-gui/widgets/theme.h"

#include <QApplication>
#include <QRegularExpression>
#include <QSettings>
#include <QStyle>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include <cmath>

using namespace ft::widgets;
using Kind = Theme::Kind;

namespace {

/// As WCAG 2.1 has it.
double luminance(const QColor &colour)
{
    const auto linear = [](float value) {
        const double part = static_cast<double>(value);
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

class TestTheme final : public QObject
{
    Q_OBJECT

private:
    static void addKinds()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("light") << Kind::Light;
        QTest::newRow("dark") << Kind::Dark;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
    }

    void textIsLegible_data()
    {
        using Palette = QPalette;
        QTest::addColumn<Palette::ColorRole>("text");
        QTest::addColumn<Palette::ColorRole>("ground");
        QTest::newRow("window") << Palette::WindowText << Palette::Window;
        QTest::newRow("table") << Palette::Text << Palette::Base;
        QTest::newRow("every other row") << Palette::Text << Palette::AlternateBase;
        QTest::newRow("button") << Palette::ButtonText << Palette::Button;
        QTest::newRow("selection") << Palette::HighlightedText << Palette::Highlight;
        QTest::newRow("tool tip") << Palette::ToolTipText << Palette::ToolTipBase;
        QTest::newRow("placeholder") << Palette::PlaceholderText << Palette::Base;
        QTest::newRow("faded in a window") << Palette::PlaceholderText << Palette::Window;
        QTest::newRow("faded in every other row")
            << Palette::PlaceholderText << Palette::AlternateBase;
        QTest::newRow("link in a table") << Palette::Link << Palette::Base;
        QTest::newRow("link in a window") << Palette::Link << Palette::Window;
        QTest::newRow("visited link") << Palette::LinkVisited << Palette::Base;
    }
    void textIsLegible()
    {
        QFETCH(QPalette::ColorRole, text);
        QFETCH(QPalette::ColorRole, ground);
        constexpr double Enough = 4.5;
        for (const Kind kind : {Kind::Light, Kind::Dark}) {
            const QPalette palette = Theme::paletteOf(kind);
            for (const auto group : {QPalette::Active, QPalette::Inactive}) {
                const double got = contrast(palette.color(group, text),
                                            palette.color(group, ground));
                QVERIFY2(got >= Enough, qPrintable(QString::number(got)));
            }
        }
    }

    void whatIsOffCanStillBeRead_data() { addKinds(); }
    void whatIsOffCanStillBeRead()
    {
        QFETCH(Kind, kind);
        constexpr double Enough = 3;
        const QPalette palette = Theme::paletteOf(kind);
        QVERIFY(contrast(palette.color(QPalette::Disabled, QPalette::Text),
                         palette.color(QPalette::Base))
                >= Enough);
    }

    void switchesLiveAndBack()
    {
        const QPalette before = QApplication::palette();
        const QString style = QApplication::style()->name();
        QWidget widget;
        widget.show();
        Theme theme;
        theme.choose(Kind::Dark);
        QTRY_COMPARE(widget.palette().color(QPalette::Window),
                     Theme::paletteOf(Kind::Dark).color(QPalette::Window));
        QCOMPARE(QApplication::style()->name().toLower(), QStringLiteral("fusion"));
        theme.choose(Kind::Light);
        QTRY_COMPARE(widget.palette().color(QPalette::Window),
                     Theme::paletteOf(Kind::Light).color(QPalette::Window));
        theme.choose(Kind::System);
        QCOMPARE(QApplication::palette().color(QPalette::Window), before.color(QPalette::Window));
        QCOMPARE(QApplication::style()->name(), style);
    }

    void remembersTheChoice_data()
    {
        addKinds();
        QTest::newRow("system") << Kind::System;
    }
    void remembersTheChoice()
    {
        QFETCH(Kind, kind);
        const QTemporaryDir folder;
        QSettings memory{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        QCOMPARE(Theme::remembered(memory), Kind::System);
        Theme::remember(memory, kind);
        QCOMPARE(Theme::remembered(memory), kind);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
