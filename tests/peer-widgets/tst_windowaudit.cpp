#include "peer-gui/widgets/actioncatalog.h"
#include "peer-gui/widgets/mainwindow.h"
#include "tests/peer-widgets/fakecommands.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>

#include <map>

using namespace ft;
using namespace ft::widgets;
using Place = MainWindow::Place;

namespace {

constexpr std::array Places{
    Place::Search, Place::Transfers, Place::Share, Place::History, Place::Network};

QString describe(const QWidget &widget)
{
    QStringList path;
    for (const QWidget *at = &widget; at; at = at->parentWidget()) {
        const QString name = at->objectName();
        path.prepend(QString::fromLatin1(at->metaObject()->className())
                     % (name.isEmpty() ? QString{} : u'#' % name));
    }
    return path.mid(std::max<qsizetype>(0, path.size() - 4)).join(u" / ");
}

/// Parts that Qt makes itself and speaks for through what they belong to.
bool isPartOfAnother(const QWidget &widget)
{
    return widget.objectName().startsWith(u"qt_") || qobject_cast<const QScrollBar *>(&widget)
           || qobject_cast<const QHeaderView *>(&widget)
           || QByteArray{widget.metaObject()->className()}.startsWith("QLineEditIconButton");
}

bool needsName(const QWidget &widget)
{
    return !isPartOfAnother(widget)
           && (widget.focusPolicy() != Qt::NoFocus
               || qobject_cast<const QAbstractItemView *>(&widget));
}

QString accessibleName(QWidget &widget)
{
    const auto *interface = QAccessible::queryAccessibleInterface(&widget);
    return interface ? interface->text(QAccessible::Name) : QString{};
}

/// One value of several to choose from in a submenu: no deed of its own.
bool isChoice(const ListedAction &listed)
{
    return listed.action->actionGroup() && listed.text != withoutMnemonic(listed.action->text());
}

/// Two that share their keys because one of them is always disabled.
bool isNeverWith(const QAction &one, const QAction &other)
{
    const QSet texts{withoutMnemonic(one.text()), withoutMnemonic(other.text())};
    return texts == QSet{QStringLiteral("Cancel"), QStringLiteral("Remove from list")}
           && !(one.isEnabled() && other.isEnabled());
}

QChar mnemonicOf(const QString &text)
{
    static const QRegularExpression mark{QStringLiteral("&([^& ])")};
    const auto match = mark.match(text);
    return match.hasMatch() ? match.captured(1).at(0).toLower() : QChar{};
}

QString takenIn(const QList<QAction *> &actions)
{
    QString letters;
    for (const QAction *action : actions) {
        if (const QChar mnemonic = mnemonicOf(action->text()); !mnemonic.isNull())
            letters += mnemonic;
    }
    std::sort(letters.begin(), letters.end());
    return letters;
}

void collectClashes(const QList<QAction *> &actions, const QString &menu, QStringList &clashes)
{
    std::map<QChar, QString> taken;
    for (const QAction *action : actions) {
        const QChar mnemonic = mnemonicOf(action->text());
        if (action->menu())
            collectClashes(action->menu()->actions(), withoutMnemonic(action->text()), clashes);
        if (mnemonic.isNull() || !action->isVisible())
            continue;
        const auto [other, isFree] = taken.emplace(mnemonic, action->text());
        if (!isFree)
            clashes << menu % u": " % other->second % u" / " % action->text() % u" (taken: "
                           % takenIn(actions) % u')';
    }
}

bool isOfWindow(const QAction &action)
{
    return action.shortcutContext() == Qt::WindowShortcut
           || action.shortcutContext() == Qt::ApplicationShortcut;
}

} // namespace

/// The whole window, looked through for what each part of it must have.
class TestWindowAudit final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    engine::EngineSettings m_settings;
    std::unique_ptr<FakeCommands> m_commands;
    std::unique_ptr<QSettings> m_memory;
    std::unique_ptr<MainWindow> m_window;

    void open()
    {
        m_window.reset();
        m_commands = std::make_unique<FakeCommands>();
        m_memory = std::make_unique<QSettings>(memoryFile(), QSettings::IniFormat);
        m_window = std::make_unique<MainWindow>(MainWindow::Surroundings{
            m_commands->all(), m_settings, m_clock, *m_memory, [](const QUrl &) {
            }});
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    [[nodiscard]] QString memoryFile() const
    {
        return m_folder->filePath(QStringLiteral("window.ini"));
    }
    [[nodiscard]] QList<ListedAction> actions() const { return listActions(*m_window->menuBar()); }
    static void verifyNone(const QStringList &faults)
    {
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' % faults.join(u'\n')));
    }
    /// How every table has its columns.
    [[nodiscard]] QStringList shapes() const
    {
        QStringList shapes;
        for (const QHeaderView *header : headers())
            shapes << QStringLiteral("%1: %2 wide, sorted by %3")
                          .arg(describe(*header))
                          .arg(header->sectionSize(0))
                          .arg(header->sortIndicatorSection());
        return shapes;
    }
    [[nodiscard]] QList<QHeaderView *> headers() const
    {
        QList<QHeaderView *> headers;
        for (QHeaderView *header : m_window->findChildren<QHeaderView *>()) {
            if (header->orientation() == Qt::Horizontal && header->count() > 1)
                headers << header;
        }
        return headers;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings.tracker = HostPort{QStringLiteral("tracker.example"), 1234};
        open();
    }
    void cleanup() { m_window.reset(); }

    void everyActionHasWordsIconAndKeys()
    {
        QStringList faults;
        for (const ListedAction &listed : actions()) {
            const auto &[action, menu, text] = listed;
            const QString name = menu % u" > " % text;
            if (isChoice(listed))
                continue;
            if (text.isEmpty())
                faults << name % u" has no words";
            if (action->icon().isNull())
                faults << name % u" has no icon";
            if (action->shortcut().isEmpty())
                faults << name % u" has no shortcut";
        }
        verifyNone(faults);
    }

    void everyActionSaysWhatItDoes()
    {
        QStringList faults;
        for (const ListedAction &listed : actions()) {
            const auto &[action, menu, text] = listed;
            if (!isChoice(listed) && action->toolTip() == withoutMnemonic(action->text()))
                faults << menu % u" > " % text;
        }
        verifyNone(faults);
    }

    /// A shortcut of the window is free everywhere; one of a place, in that place.
    void noShortcutIsTakenTwice()
    {
        std::map<QKeySequence, QString> ofWindow;
        std::map<std::pair<QString, QKeySequence>, const QAction *> ofPlace;
        QStringList faults;
        for (const auto &[action, menu, text] : actions()) {
            for (const QKeySequence &keys : action->shortcuts()) {
                if (isOfWindow(*action) && !ofWindow.emplace(keys, text).second)
                    faults << keys.toString() % u": " % ofWindow[keys] % u" / " % text;
            }
        }
        for (const auto &[action, menu, text] : actions()) {
            if (isOfWindow(*action))
                continue;
            for (const QKeySequence &keys : action->shortcuts()) {
                if (ofWindow.contains(keys))
                    faults << keys.toString() % u": " % ofWindow[keys] % u" / " % text;
                const auto [other, isFree] = ofPlace.emplace(std::pair{menu, keys}, action);
                // Those of other widgets of a place may have the same keys.
                if (!isFree && other->second->associatedObjects() == action->associatedObjects()
                    && !isNeverWith(*other->second, *action))
                    faults << menu % u' ' % keys.toString() % u": " % other->second->text() % u" / "
                                  % text;
            }
        }
        verifyNone(faults);
    }

    void mnemonicsAreUniqueInTheirMenu()
    {
        QStringList clashes;
        collectClashes(m_window->menuBar()->actions(), QStringLiteral("menu bar"), clashes);
        verifyNone(clashes);
    }

    void everythingThatTakesTheFocusHasAName()
    {
        QStringList faults;
        for (QWidget *widget : m_window->findChildren<QWidget *>()) {
            const auto *label = qobject_cast<const QLabel *>(widget);
            const bool isEmpty = label && label->text().isEmpty();
            if (!isEmpty && needsName(*widget) && accessibleName(*widget).isEmpty())
                faults << describe(*widget);
        }
        verifyNone(faults);
    }

    void noLabelTakesTextForRichText()
    {
        QStringList faults;
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (!label->text().isEmpty() && label->textFormat() != Qt::PlainText)
                faults << describe(*label) % u": " % label->text();
        }
        verifyNone(faults);
    }

    void noPlaceTrapsTheTabKey_data()
    {
        QTest::addColumn<Place>("place");
        for (const Place place : Places)
            QTest::addRow("place %d", static_cast<int>(place)) << place;
    }
    void noPlaceTrapsTheTabKey()
    {
        QFETCH(Place, place);
        m_window->go(place);
        for (const auto key : {Qt::Key_Tab, Qt::Key_Backtab}) {
            QTRY_VERIFY(QApplication::focusWidget());
            QList<const QWidget *> seen;
            while (!seen.contains(QApplication::focusWidget())) {
                seen << QApplication::focusWidget();
                QTest::keyClick(QApplication::focusWidget(), key);
                QVERIFY2(QApplication::focusWidget(), qPrintable(describe(*seen.constLast())));
            }
            // Round the whole window: through its bar of places, whichever way.
            const auto isOfBar = [](const QWidget *widget) {
                return qobject_cast<const QToolBar *>(widget->parentWidget()) != nullptr;
            };
            QStringList names;
            for (const QWidget *widget : seen)
                names << describe(*widget);
            QVERIFY2(std::any_of(seen.begin(), seen.end(), isOfBar), qPrintable(names.join(u'\n')));
        }
    }

    void remembersColumnsOfEveryTable()
    {
        constexpr int Wider = 23;
        m_window->resize(2000, 1000); // for no column to be squeezed
        for (QHeaderView *header : headers()) {
            header->resizeSection(0, header->sectionSize(0) + Wider);
            if (header->isSortIndicatorShown())
                header->setSortIndicator(1, Qt::DescendingOrder);
        }
        const QStringList before = shapes();
        QVERIFY(!before.isEmpty());
        m_window->close();
        open();
        QStringList forgotten;
        const QStringList after = shapes();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i) {
            if (after[i] != before[i])
                forgotten << before[i] % u", then " % after[i];
        }
        verifyNone(forgotten);
    }

    void remembersPlaceSizeAndInspector()
    {
        m_window->resize(951, 653);
        m_window->go(Place::Transfers);
        QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
        m_window->close();
        open();
        QCOMPARE(m_window->place(), Place::Transfers);
        QCOMPARE(m_window->size(), (QSize{951, 653}));
        const auto listed = actions();
        const auto inspector = std::find_if(listed.begin(), listed.end(), [](const auto &one) {
            return one.text == u"Inspector";
        });
        QVERIFY(inspector != listed.end() && !inspector->action->isChecked());
    }

    void aSpoiltMemoryIsInNobodysWay_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no settings") << QByteArray{"\x7f\x45LF\0\0\xff\xfe[[[=\n=", 14};
        QTest::newRow("other types") << QByteArray{
            "[window]\ngeometry=7\nplace=99\nsplitter=@ByteArray(x)\ntheme=@Invalid()\n"
            "language=../../etc\nrecent-commands=1\n[search]\ncolumns=[]\n"};
        QTest::newRow("a place before the first") << QByteArray{"[window]\nplace=-5\n"};
    }
    void aSpoiltMemoryIsInNobodysWay()
    {
        QFETCH(QByteArray, content);
        m_window->close();
        m_window.reset();
        m_memory.reset();
        QFile file{memoryFile()};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        open();
        QCOMPARE(m_window->place(), Place::Search);
        QVERIFY(m_window->width() > 300);
    }

    void withoutATrayClosingQuits()
    {
        m_memory->setValue(QStringLiteral("window/keep-in-tray"), true);
        open();
        QVERIFY(m_window->close());
    }
};

QTEST_MAIN(TestWindowAudit)
#include "tst_windowaudit.moc"
